/** What an artist has released, and on what else they appear. */
import { useInfiniteQuery } from '@tanstack/react-query'

import { artistReleasesQuery } from '@/api/artist-profile'
import type { Artist } from '@/api/types'
import { Button, ButtonLink } from '@/ui/button'
import { UploadIcon } from '@/ui/icons'
import { GridSkeleton } from '@/ui/release-grid'
import { Empty, Failed } from '@/ui/states'

import { AppearsOn } from './appears-on'
import { ReleasesByKind } from './releases-by-kind'

export function ArtistReleases({ artist }: { artist: Artist }) {
  const query = useInfiniteQuery(artistReleasesQuery(artist.slug))
  if (query.isPending) return <GridSkeleton />
  if (!query.data) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  const releases = query.data.pages.flatMap((page) => page.items)
  return (
    <>
      {releases.length === 0 && <NoReleases canEdit={artist.can_edit} />}
      <ReleasesByKind releases={releases} />
      {query.hasNextPage && (
        <Button
          look="outline"
          className="self-start"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more releases
        </Button>
      )}
      <AppearsOn artist={artist} />
    </>
  )
}

function NoReleases({ canEdit }: { canEdit: boolean }) {
  if (!canEdit) return <Empty sentence="Nothing released yet. Come back soon." />
  const action = (
    <ButtonLink to="/studio/releases/new">
      <UploadIcon size={20} />
      Upload music
    </ButtonLink>
  )
  return <Empty sentence="Nothing released yet. Upload your first track." action={action} />
}
