/** The window's title names what plays. */
import { useEffect } from 'react'

import { usePlayer } from '@/player/react'
import { setPlayingTitle } from '@/ui/page-title'

export function usePlayingTitle(): void {
  const player = usePlayer()
  useEffect(
    () =>
      player.store.subscribe(({ isPlaying, track }) =>
        setPlayingTitle(isPlaying && track ? `${track.title} · ${track.artist.name}` : ''),
      ),
    [player],
  )
}
