/** One release: sleeve, facts, Play and its tracks. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { isStatus } from '@/api/problem'
import { releaseQuery } from '@/api/queries'
import type { ReleaseDetail } from '@/api/types'
import { usePlayer, usePlayerState } from '@/player/react'
import { ButtonLink } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { PlayButton } from '@/ui/play-button'
import { factsOf } from '@/ui/release-facts'
import { Sleeve } from '@/ui/sleeve'
import { Bone, Empty, Failed, Loading, Missing } from '@/ui/states'
import { TrackList } from '@/ui/track-list'

const route = getRouteApi('/release/$ref')

export default function ReleasePage() {
  const { ref } = route.useParams()
  const release = useQuery(releaseQuery(ref))
  if (release.isPending) return <Skeleton />
  if (isStatus(release.error, 404, 422))
    return <Missing title="No such release" action={<ButtonLink to="/">Go home</ButtonLink>} />
  if (!release.data) return <Failed error={release.error} onRetry={() => void release.refetch()} />
  return <Release release={release.data} />
}

function Release({ release }: { release: ReleaseDetail }) {
  const { tracks } = release
  return (
    <div className="flex flex-col gap-6">
      <Header release={release} />
      {tracks.length > 0 ? (
        <TrackList tracks={tracks} label={`Tracks of ${release.title}`} />
      ) : (
        <Empty sentence="This release has no tracks yet." />
      )}
    </div>
  )
}

function Header({ release }: { release: ReleaseDetail }) {
  const { title, artist } = release
  return (
    <header className="flex flex-col gap-6 md:flex-row md:items-end">
      <Sleeve
        cover={release.cover}
        seed={release.id}
        width={232}
        alt={`Cover of ${title}`}
        isEager
        className="w-58 shrink-0"
      />
      <div className="flex min-w-0 flex-col gap-3 md:pb-1">
        <p className="text-sm font-medium text-ink2">{factsOf(release).join(' · ')}</p>
        <Heading
          title={`${title} by ${artist.name}`}
          className="text-4xl font-extrabold wrap-anywhere"
        >
          <bdi>{title}</bdi>
        </Heading>
        <p className="text-ink2">
          by{' '}
          <Link
            to="/artist/$ref"
            params={{ ref: artist.slug }}
            className="inline-block border-b-2 border-spot font-semibold text-ink hover:text-spot"
          >
            <bdi>{artist.name}</bdi>
          </Link>
        </p>
        <div className="flex flex-wrap gap-2 pt-1">
          <PlayRelease release={release} />
          {release.can_edit && (
            <ButtonLink look="outline" to="/studio/releases/$id" params={{ id: release.id }}>
              Edit
            </ButtonLink>
          )}
        </div>
      </div>
    </header>
  )
}

/** Plays the release, or pauses it when it is what plays. */
function PlayRelease({ release }: { release: ReleaseDetail }) {
  const player = usePlayer()
  const playable = release.tracks.filter((track) => track.is_playable)
  const isCurrent = usePlayerState(({ track }) => track?.release.id === release.id)
  const isPlaying = usePlayerState((state) => state.isPlaying) && isCurrent
  const press = () => (isCurrent ? player.toggle() : player.playTracks(playable))
  return <PlayButton isPlaying={isPlaying} onPress={press} disabled={playable.length === 0} />
}

function Skeleton() {
  return (
    <Loading label="Loading the release">
      <div className="flex flex-col gap-6 md:flex-row md:items-end">
        <Bone className="size-58" />
        <div className="flex flex-col gap-4">
          <Bone className="h-4 w-48" />
          <Bone className="h-14 w-80 max-w-full" />
          <Bone className="h-11 w-28" />
        </div>
      </div>
      <div className="mt-8 flex flex-col gap-3">
        {Array.from({ length: 6 }, (_, i) => (
          <Bone key={i} className="h-10" />
        ))}
      </div>
    </Loading>
  )
}
