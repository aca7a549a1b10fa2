/** One track with its large waveform; pressing the waveform plays from there. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { isStatus } from '@/api/problem'
import { trackQuery } from '@/api/queries'
import type { Track } from '@/api/types'
import { usePlayer, usePlayerState } from '@/player/react'
import { clock } from '@/player/time'
import { ButtonLink } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { PlayButton } from '@/ui/play-button'
import { Sleeve } from '@/ui/sleeve'
import { Bone, Empty, Failed, Loading, Missing } from '@/ui/states'

import { TrackWaveform } from './track-waveform'

const route = getRouteApi('/track/$ref')

export default function TrackPage() {
  const { ref } = route.useParams()
  const track = useQuery(trackQuery(ref))
  if (track.isPending) return <Skeleton />
  if (isStatus(track.error, 404, 422))
    return <Missing title="No such track" action={<ButtonLink to="/">Go home</ButtonLink>} />
  if (!track.data) return <Failed error={track.error} onRetry={() => void track.refetch()} />
  return (
    <div className="flex flex-col gap-10">
      <Header track={track.data} />
      {track.data.is_playable ? (
        <TrackWaveform key={track.data.id} track={track.data} />
      ) : (
        <Empty sentence="This track is still being prepared. It plays here when it is ready." />
      )}
    </div>
  )
}

const LINK = 'font-semibold text-ink border-b-2 border-spot inline-block hover:text-spot'

function Header({ track }: { track: Track }) {
  const { title, artist, release } = track
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
        <p className="text-sm font-medium text-ink2">Track{length}</p>
        <Heading
          title={`${title} by ${artist.name}`}
          className="text-4xl font-extrabold wrap-anywhere"
        >
          <bdi>{title}</bdi>
        </Heading>
        <p className="text-ink2">
          by{' '}
          <Link to="/artist/$ref" params={{ ref: artist.slug }} className={LINK}>
            <bdi>{artist.name}</bdi>
          </Link>{' '}
          from{' '}
          <Link to="/release/$ref" params={{ ref: release.slug }} className={LINK}>
            <bdi>{release.title}</bdi>
          </Link>
        </p>
        {track.is_playable && <PlayTrack track={track} />}
      </div>
    </header>
  )
}

function PlayTrack({ track }: { track: Track }) {
  const player = usePlayer()
  const isCurrent = usePlayerState((state) => state.track?.id === track.id)
  const isPlaying = usePlayerState((state) => state.isPlaying) && isCurrent
  return (
    <PlayButton
      className="self-start"
      isPlaying={isPlaying}
      onPress={() => (isCurrent ? player.toggle() : player.playTracks([track]))}
    />
  )
}

function Skeleton() {
  return (
    <Loading label="Loading the track">
      <div className="flex flex-col gap-6 md:flex-row md:items-end">
        <Bone className="size-44" />
        <div className="flex flex-col gap-4">
          <Bone className="h-4 w-24" />
          <Bone className="h-14 w-80 max-w-full" />
        </div>
      </div>
      <Bone className="mt-10 h-36" />
    </Loading>
  )
}
