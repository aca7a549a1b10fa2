/** Releases as sleeves in a grid, each with a Play button, and more on request. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode } from 'react'

import { releaseQuery, releasesQuery } from '@/api/queries'
import type { Release } from '@/api/types'
import { usePlayer } from '@/player/react'

import { Button } from './button'
import { PlayIcon } from './icons'
import { kindOf, yearOf } from './release-facts'
import { Sleeve } from './sleeve'
import { Bone, Failed, Loading } from './states'

const GRID = 'grid grid-cols-2 gap-x-5 gap-y-8 sm:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))]'

interface ReleaseGridProps {
  /** All artists when absent. */
  artist?: string
  empty: ReactNode
  hasArtist?: boolean
}

export function ReleaseGrid({ artist, empty, hasArtist = true }: ReleaseGridProps) {
  const query = useInfiniteQuery(releasesQuery(artist))
  if (query.isPending) return <GridSkeleton />
  if (query.isError && !query.data)
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  const releases = query.data.pages.flatMap((page) => page.items)
  if (releases.length === 0) return empty
  return (
    <>
      <ReleaseCards releases={releases} hasArtist={hasArtist} />
      {query.hasNextPage && (
        <Button
          look="outline"
          className="mt-8"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  )
}

interface ReleaseCardsProps {
  releases: Release[]
  hasArtist: boolean
}

export const ReleaseCards = ({ releases, hasArtist }: ReleaseCardsProps) => (
  <ul className={GRID}>
    {releases.map((release) => (
      <Card key={release.id} release={release} hasArtist={hasArtist} />
    ))}
  </ul>
)

function Card({ release, hasArtist }: { release: Release; hasArtist: boolean }) {
  return (
    <li className="group relative flex min-w-0 flex-col gap-3">
      <Link
        to="/release/$ref"
        params={{ ref: release.slug }}
        className="flex flex-col gap-3 after:absolute after:inset-0"
      >
        <Sleeve cover={release.cover} seed={release.id} width={220} />
        <span className="truncate pt-1 font-display text-md leading-5 font-bold group-hover:underline">
          <bdi>{release.title}</bdi>
        </span>
      </Link>
      <span className="-mt-2 truncate text-sm text-ink2">
        {hasArtist ? (
          <bdi>{release.credit || release.artist.name}</bdi>
        ) : (
          [kindOf(release), yearOf(release)].filter(Boolean).join(' · ')
        )}
      </span>
      {release.track_count > 0 && <PlayRelease release={release} />}
    </li>
  )
}

/** Seen on hover and focus, and always where nothing hovers. */
function PlayRelease({ release }: { release: Release }) {
  const player = usePlayer()
  const client = useQueryClient()
  const play = async () => {
    const { tracks } = await client.fetchQuery(releaseQuery(release.slug))
    player.playTracks(tracks.filter((track) => track.is_playable))
  }
  return (
    <div className="pointer-events-none absolute inset-x-0 top-0 flex aspect-square items-end justify-end p-2.5">
      <button
        type="button"
        aria-label={`Play ${release.title}`}
        onClick={() => void play()}
        className="pointer-events-auto z-1 grid size-11 place-items-center rounded-control bg-spot text-on-spot shadow-float transition-opacity hover:scale-105 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 [@media(hover:hover)]:opacity-0"
      >
        <PlayIcon size={20} />
      </button>
    </div>
  )
}

export function GridSkeleton() {
  return (
    <Loading label="Loading releases">
      <div className={GRID}>
        {Array.from({ length: 10 }, (_, i) => (
          <div key={i} className="flex flex-col gap-3">
            <Bone className="aspect-square" />
            <Bone className="mt-1 h-4 w-3/4" />
            <Bone className="h-3.5 w-1/2" />
          </div>
        ))}
      </div>
    </Loading>
  )
}
