/** Which line and word of lyrics is sung; renders only when that is another one. */
import { useEffect, useState } from 'react'

import type { LyricsLine } from '@/api/lyrics'
import { followLyrics, NOWHERE, type Place } from '@/player/lyrics-clock'
import { usePlayer } from '@/player/react'

/** `isCurrent`: the track of these lines is the one that the player has. */
export function usePlace(lines: LyricsLine[], isCurrent: boolean): Place {
  const player = usePlayer()
  const [place, setPlace] = useState(NOWHERE)
  useEffect(
    () => (isCurrent ? followLyrics(player, lines, setPlace) : undefined),
    [player, lines, isCurrent],
  )
  return isCurrent ? place : NOWHERE
}
