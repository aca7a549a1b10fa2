/** Listens for the player's keys on the whole page. */
import { useEffect } from 'react'

import { usePlayer } from '@/player/react'
import { handleKey, type PageActions } from '@/player/shortcuts'

/** Pass a stable object. */
export function useShortcuts(page: PageActions): void {
  const player = usePlayer()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => handleKey(event, player, page)
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [player, page])
}
