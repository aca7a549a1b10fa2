/** The only door between the player and React. */
import { createContext, useContext, useEffect } from 'react'
import { useStore } from 'zustand'

import type { Player } from './player'
import type { PlayerState } from './store'

export const PlayerContext = createContext<Player | null>(null)

export function usePlayer(): Player {
  const player = useContext(PlayerContext)
  if (!player) throw new Error('usePlayer needs a PlayerContext above it')
  return player
}

export const usePlayerState = <T>(select: (state: PlayerState) => T): T =>
  useStore(usePlayer().store, select)

/** Calls `listener` at once and whenever the position moves; pass a stable function. */
export function useTime(listener: (positionMs: number) => void): void {
  const player = usePlayer()
  useEffect(() => {
    const report = () => listener(player.positionMs)
    report()
    return player.onTime(report)
  }, [player, listener])
}
