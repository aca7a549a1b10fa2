/** The head of a track's page: sleeve, title, artists, Play. */
import { Link } from '@tanstack/react-router'

import type { Track } from '@/api/types'
import { usePlayer, usePlayerState } from '@/player/react'
import { clock } from '@/player/time'
import { ArtistLine, artistLineOf } from '@/ui/artist-line'
import { ButtonLink } from '@/ui/button'
import { ExplicitMark } from '@/ui/explicit-mark'
import { Heading } from '@/ui/heading'
import { PlayButton } from '@/ui/play-button'
import { ReportButton } from '@/ui/report-button'
import { Sleeve } from '@/ui/sleeve'

const LINK = 'font-semibold text-ink border-b-2 border-spot inline-block hover:text-spot'

export function TrackHeader({ track }: { track: Track }) {
  const { id, title, release, version_title: version } = track
  const length = track.duration_ms ? ` · ${clock(track.duration_ms)}` : ''
  return (
    <header className="flex flex-col gap-6 md:flex-row md:items-end">
      <Sleeve
        cover={track.cover}
        seed={release.id}
        width={176}
        alt={`Cover of ${release.title}`}
        isEager
        className="w-44 shrink-0"
      />
      <div className="flex min-w-0 flex-col gap-3">
        <p className="text-sm font-medium text-ink2">
          Track{length}
          <ExplicitMark mark={track.explicit} />
        </p>
        <Heading
          title={`${title} by ${artistLineOf(track)}`}
          className="text-4xl font-extrabold wrap-anywhere"
        >
          <bdi>{title}</bdi>
          {version && <Version title={version} />}
        </Heading>
        <p className="text-ink2 wrap-anywhere">
          by <ArtistLine of={track} linkClass={LINK} /> from{' '}
          <Link to="/release/$ref" params={{ ref: release.slug }} className={LINK}>
            <bdi>{release.title}</bdi>
          </Link>
        </p>
        <div className="flex flex-wrap gap-2">
          {track.is_playable && <PlayTrack track={track} />}
          {track.can_edit ? (
            <ButtonLink look="outline" to="/studio/tracks/$id" params={{ id }}>
              Edit
            </ButtonLink>
          ) : (
            <ReportButton things={[{ kind: 'track', id, title }]} />
          )}
        </div>
      </div>
    </header>
  )
}

const Version = ({ title }: { title: string }) => (
  <span className="block text-xl font-semibold text-ink2">
    <bdi>{title}</bdi>
  </span>
)

function PlayTrack({ track }: { track: Track }) {
  const player = usePlayer()
  const isCurrent = usePlayerState((state) => state.track?.id === track.id)
  const isPlaying = usePlayerState((state) => state.isPlaying) && isCurrent
  return (
    <PlayButton
      isPlaying={isPlaying}
      onPress={() => (isCurrent ? player.toggle() : player.playTracks([track]))}
    />
  )
}
