/** The words of what plays, beside the page on wide windows and over it on phones. */
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'

import { lyricsQuery } from '@/api/lyrics'
import { usePlayerState } from '@/player/react'
import type { PlayerTrack } from '@/player/store'
import { IconButton } from '@/ui/button'
import { CloseIcon } from '@/ui/icons'
import { Loaded } from '@/ui/loaded'

import { FollowedLyrics } from './followed-lyrics'

const PANEL =
  'fixed end-0 top-14 bottom-(--dock) z-20 flex w-90 xl:top-0 flex-col border-s border-line bg-paper ' +
  'outline-none max-md:w-full max-md:border-0'

export default function LyricsPanel({ onClose }: { onClose: () => void }) {
  const track = usePlayerState((state) => state.track)
  const panel = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const [before, here] = [document.activeElement, panel.current]
    here?.focus()
    // Whoever reads or presses something elsewhere by then stays there.
    return () => {
      if (here?.contains(document.activeElement) && before instanceof HTMLElement) before.focus()
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    onClose()
  }
  if (!track) return null
  return (
    <aside
      ref={panel}
      id="lyrics"
      aria-label="Lyrics"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className={PANEL}
    >
      <header className="flex items-center gap-2 border-b border-line py-1 ps-4 pe-1">
        <div className="min-w-0 flex-1">
          <h2 className="text-lg font-bold">Lyrics</h2>
          <p className="truncate text-sm text-ink2">
            <bdi>{track.title}</bdi>
          </p>
        </div>
        <IconButton label="Close the lyrics" onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <OfTrack key={track.id} track={track} />
    </aside>
  )
}

function OfTrack({ track }: { track: PlayerTrack }) {
  const lyrics = useQuery(lyricsQuery(track.id))
  return (
    <Loaded query={lyrics} bone="m-4 h-40">
      {(all) => <FollowedLyrics all={all} />}
    </Loaded>
  )
}
