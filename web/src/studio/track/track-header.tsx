/** Which track this is, the way back to its release, and how it sounds. */
import { Link } from '@tanstack/react-router'

import type { Track } from '@/api/types'
import { usePlayer, usePlayerState } from '@/player/react'
import { clock } from '@/player/time'
import { StudioHeader } from '@/studio/studio-header'
import { PlayButton } from '@/ui/play-button'

import { SECTIONS } from './sections'

const LINK = 'font-medium hover:underline'

export function TrackHeader({ track }: { track: Track }) {
  const { release, disc_number, number, duration_ms } = track
  const facts = [`Disc ${disc_number}, track ${number}`, duration_ms ? clock(duration_ms) : '']
  return (
    <StudioHeader
      back={
        <Link to="/studio/releases/$id" params={{ id: release.id }} className={LINK}>
          Back to <bdi>{release.title}</bdi>
        </Link>
      }
      title={`Edit ${track.title}`}
      heading={<bdi>{track.title}</bdi>}
    >
      <p className="text-sm text-ink2">{facts.filter(Boolean).join(' · ')}</p>
      {track.is_playable && <Listen track={track} />}
      {track.can_edit && <Contents id={track.id} />}
    </StudioHeader>
  )
}

function Listen({ track }: { track: Track }) {
  const player = usePlayer()
  const isCurrent = usePlayerState((state) => state.track?.id === track.id)
  const isPlaying = usePlayerState((state) => state.isPlaying) && isCurrent
  return (
    <PlayButton
      className="mt-2 self-start"
      isPlaying={isPlaying}
      onPress={() => (isCurrent ? player.toggle() : player.playTracks([track]))}
    />
  )
}

const Contents = ({ id }: { id: string }) => (
  <nav aria-label="On this page" className="mt-2 -mb-2">
    <ul className="-mx-3 flex flex-wrap">
      {SECTIONS.map((part) => (
        <li key={part.id}>
          <Link
            to="/studio/tracks/$id"
            params={{ id }}
            hash={part.id}
            className="flex min-h-11 items-center px-3 font-medium text-ink2 hover:text-ink hover:underline"
          >
            {part.name}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
)
