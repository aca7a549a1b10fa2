/** Releases that were deleted, while they can be brought back. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'

import { type RemovedRelease, removedReleasesQuery, restoreRelease } from '@/api/artist-profile'
import { messageOf } from '@/api/problem'
import { keys } from '@/api/queries'
import type { Artist } from '@/api/types'
import { Button } from '@/ui/button'
import { Paged } from '@/ui/paged'
import { trackCount } from '@/ui/release-facts'
import { Row } from '@/ui/row'
import { Section, useTelling } from '@/ui/section'
import { When } from '@/ui/when'

import { INLINE_LINK } from '@/studio/inline-link'
import { ArtistFrame } from './artist-frame'

const route = getRouteApi('/studio/artists/$ref/bin')

const INTRO =
  'Deleted releases wait here for 30 days, with their tracks. Then they go for good. Single tracks wait in the bin of their release.'

export function ArtistBinPage() {
  const { ref } = route.useParams()
  return (
    <ArtistFrame at={ref} page="Bin">
      {(artist) => <Bin artist={artist} />}
    </ArtistFrame>
  )
}

type Restored = Pick<RemovedRelease, 'id' | 'title'>

function Bin({ artist }: { artist: Artist }) {
  const removed = useInfiniteQuery(removedReleasesQuery(artist.id))
  const telling = useTelling()
  const [restored, setRestored] = useState<Restored>()
  const mayRestore = artist.abilities.includes('delete')
  const done = (release: Restored) => {
    setRestored(release)
    telling.tell(`“${release.title}” is back.`, true)
  }
  return (
    <Section title="Bin" intro={INTRO} telling={telling}>
      {restored && (
        <p>
          <Link to="/studio/releases/$id" params={{ id: restored.id }} className={INLINE_LINK}>
            Open <bdi>{restored.title}</bdi>
          </Link>
        </p>
      )}
      <Paged query={removed} empty="Nothing here. What you delete can be brought back from here.">
        {(items) => (
          <ul aria-label="Deleted releases" className="border-t border-line">
            {items.map((release) => (
              <RemovedRow
                key={release.id}
                release={release}
                onRestored={mayRestore ? done : undefined}
              />
            ))}
          </ul>
        )}
      </Paged>
    </Section>
  )
}

interface RemovedRowProps {
  release: RemovedRelease
  /** Absent where the viewer may not. */
  onRestored?: (release: Restored) => void
}

function RemovedRow({ release, onRestored }: RemovedRowProps) {
  const { id, title, track_count: tracks, removed_at: at, purged_at: until } = release
  const client = useQueryClient()
  const restore = useMutation({
    mutationFn: () => restoreRelease(id),
    onSuccess: async () => {
      onRestored?.(release)
      await Promise.all(
        [['artist'], keys.releases, keys.release].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      )
    },
  })
  return (
    <Row
      title={title}
      facts={
        <>
          {trackCount(tracks)} · deleted <When at={at} /> · kept until <When at={until} isDay />
        </>
      }
      error={restore.error && messageOf(restore.error)}
      actions={
        onRestored && (
          <Button
            look="quiet"
            className="px-3"
            aria-label={`Bring back ${title}`}
            disabled={restore.isPending}
            onClick={() => restore.mutate()}
          >
            Bring back
          </Button>
        )
      }
    />
  )
}
