/** Listens for the player's keys on the whole page. */
import { useEffect } from 'react'

import { usePlayer } from '@/player/react'
import { handleKey } from '@/player/shortcuts'

export function useShortcuts(showHelp: () => void): void {
  const player = usePlayer()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => handleKey(event, player, showHelp)
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [player, showHelp])
}
