/** The studio's overview: each artist's releases, drafts too. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { myArtistsQuery, releasesQuery } from '@/api/queries'
import type { Artist, Release } from '@/api/types'
import { Button, ButtonLink } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { UploadIcon } from '@/ui/icons'
import { kindOf, trackCount } from '@/ui/release-facts'
import { Sleeve } from '@/ui/sleeve'
import { Bone, Empty, Failed, Loading } from '@/ui/states'

import { InvitationNote } from './invitation-note'
import { StateBadge } from './state-badge'

export default function OverviewPage() {
  const artists = useQuery(myArtistsQuery)
  return (
    <div className="flex flex-col gap-8">
      <header className="flex flex-wrap items-center justify-between gap-4">
        <Heading title="Artist studio">Artist studio</Heading>
        <div className="flex flex-wrap gap-2">
          <ButtonLink to="/studio/labels" look="outline">
            Labels
          </ButtonLink>
          <ButtonLink to="/studio/releases/new">
            <UploadIcon size={20} />
            New release
          </ButtonLink>
        </div>
      </header>
      <InvitationNote />
      {artists.data?.items.map((artist) => (
        <ArtistReleases key={artist.id} artist={artist} />
      ))}
    </div>
  )
}

function ArtistReleases({ artist }: { artist: Artist }) {
  return (
    <section aria-labelledby={artist.id} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h2 id={artist.id} className="min-w-0 text-xl font-bold wrap-anywhere">
          <Link to="/artist/$ref" params={{ ref: artist.slug }} className="hover:underline">
            <bdi>{artist.name}</bdi>
          </Link>
        </h2>
        <ButtonLink
          look="quiet"
          to="/studio/artists/$ref/team"
          params={{ ref: artist.slug }}
          aria-label={`Team of ${artist.name}`}
          className="-mx-4"
        >
          Team
        </ButtonLink>
      </div>
      <ReleaseTable artist={artist} />
    </section>
  )
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
      <StateBadge release={release} />
    </li>
  )
}
