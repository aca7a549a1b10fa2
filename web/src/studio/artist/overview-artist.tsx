/** One artist on the studio's overview: the ways to all that is the artist's, and the releases with their states. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { quotaQuery } from '@/api/artist-profile'
import { releasesQuery } from '@/api/queries'
import type { Artist, Release } from '@/api/types'
import { Button, ButtonLink } from '@/ui/button'
import { kindOf, trackCount } from '@/ui/release-facts'
import { Sleeve } from '@/ui/sleeve'
import { Bone, Empty, Failed, Loading } from '@/ui/states'
import { VerifiedMark } from '@/ui/verified-mark'

import { isNearlyFull, roomWords } from '@/ui/room'
import { StateBadge } from '@/studio/state-badge'

const PLACES = [
  { to: '/studio/artists/$ref', label: 'Profile' },
  { to: '/studio/artists/$ref/team', label: 'Team' },
  { to: '/studio/artists/$ref/bin', label: 'Bin' },
  { to: '/studio/artists/$ref/notices', label: 'Notices' },
] as const

export function OverviewArtist({ artist }: { artist: Artist }) {
  return (
    <section aria-labelledby={artist.id} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h2
          id={artist.id}
          className="flex min-w-0 flex-wrap items-baseline gap-x-3 text-xl font-bold wrap-anywhere"
        >
          <Link to="/artist/$ref" params={{ ref: artist.slug }} className="hover:underline">
            <bdi>{artist.name}</bdi>
          </Link>
          {artist.verified_at && <VerifiedMark />}
        </h2>
        <div className="-mx-3 flex flex-wrap">
          {PLACES.map(({ to, label }) => (
            <ButtonLink
              key={to}
              look="quiet"
              to={to}
              params={{ ref: artist.slug }}
              aria-label={`${label} of ${artist.name}`}
              className="px-3"
            >
              {label}
            </ButtonLink>
          ))}
        </div>
      </div>
      <TightRoom artist={artist} />
      <ReleaseTable artist={artist} />
    </section>
  )
}

/** Only where there is little left. */
function TightRoom({ artist }: { artist: Artist }) {
  const { data } = useQuery(quotaQuery(artist.id))
  if (!data || !isNearlyFull(data)) return null
  return <p className="text-sm font-medium text-warn">Storage is nearly full: {roomWords(data)}</p>
}

function ReleaseTable({ artist }: { artist: Artist }) {
  const query = useInfiniteQuery(releasesQuery(artist.slug))
  if (query.isPending)
    return (
      <Loading label="Loading releases">
        <Bone className="h-16" />
        <Bone className="mt-2 h-16" />
      </Loading>
    )
  if (!query.data) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  const releases = query.data.pages.flatMap((page) => page.items)
  if (releases.length === 0)
    return <Empty sentence="No releases yet. Upload the first files and the rest follows." />
  return (
    <>
      <ul className="border-t border-line">
        {releases.map((release) => (
          <Row key={release.id} release={release} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button look="outline" className="self-start" onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  )
}

function Row({ release }: { release: Release }) {
  return (
    <li className="relative flex min-h-18 items-center gap-4 border-b border-line px-2 py-2 hover:bg-paper2">
      <Sleeve
        cover={release.cover}
        seed={release.id}
        width={48}
        className="w-12 shrink-0 [--edge:3px]"
      />
      <div className="min-w-0 flex-1">
        <Link
          to="/studio/releases/$id"
          params={{ id: release.id }}
          className="block truncate font-semibold after:absolute after:inset-0"
        >
          <bdi>{release.title}</bdi>
        </Link>
        <span className="text-sm text-ink2">
          {kindOf(release)} · {trackCount(release.track_count)}
        </span>
      </div>
      <StateBadge release={release} hasMoment />
    </li>
  )
}
