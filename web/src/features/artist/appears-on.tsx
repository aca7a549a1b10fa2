/** Releases of others on which an artist is credited, and as what. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { creditedOnQuery } from '@/api/artist-profile'
import type { Artist } from '@/api/types'
import { Button } from '@/ui/button'

import { type Appearance, appearancesIn } from './appearances'

export function AppearsOn({ artist }: { artist: Pick<Artist, 'slug'> }) {
  const query = useInfiniteQuery(creditedOnQuery(artist.slug))
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const found = appearancesIn(data?.pages.flatMap((page) => page.items) ?? [])
  if (found.length === 0) return null
  return (
    <section aria-labelledby="appears-on" className="flex flex-col gap-4">
      <h2 id="appears-on" className="text-xl font-bold">
        Appears on
      </h2>
      <ul className="max-w-180 border-t border-line">
        {found.map((each) => (
          <AppearanceRow key={each.release.id} appearance={each} />
        ))}
      </ul>
      {hasNextPage && (
        <Button
          look="outline"
          className="self-start"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </section>
  )
}

function AppearanceRow({ appearance }: { appearance: Appearance }) {
  const { release, roles, tracks } = appearance
  return (
    <li className="flex flex-col gap-1 border-b border-line py-3">
      <p className="wrap-anywhere">
        <Link
          to="/release/$ref"
          params={{ ref: release.slug }}
          className="font-semibold hover:underline"
        >
          <bdi>{release.title}</bdi>
        </Link>
        {roles && <span className="text-ink2"> · {roles}</span>}
      </p>
      {tracks.length > 0 && (
        <ul className="flex flex-col gap-0.5 text-sm">
          {tracks.map(({ id, title, roles: did }) => (
            <li key={id} className="wrap-anywhere">
              <Link to="/track/$ref" params={{ ref: id }} className="hover:underline">
                <bdi>{title}</bdi>
              </Link>
              <span className="text-ink2"> · {did}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
