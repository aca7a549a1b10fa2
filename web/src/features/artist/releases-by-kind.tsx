/** All that an artist has released, in groups: albums first, then what is shorter or other. */
import type { Release } from '@/api/types'
import { ReleaseCards } from '@/ui/release-grid'

const GROUPS: [Release['kind'], string][] = [
  ['album', 'Albums'],
  ['ep', 'EPs'],
  ['single', 'Singles'],
  ['live', 'Live'],
  ['compilation', 'Compilations'],
]

export function ReleasesByKind({ releases }: { releases: Release[] }) {
  const groups = GROUPS.map(([kind, title]) => ({
    ...{ kind, title },
    items: releases.filter((release) => release.kind === kind),
  }))
  return groups
    .filter(({ items }) => items.length > 0)
    .map(({ kind, title, items }) => (
      <section key={kind} aria-labelledby={kind} className="flex flex-col gap-6">
        <h2 id={kind} className="text-xl font-bold">
          {title}
        </h2>
        <ReleaseCards releases={items} hasArtist={false} />
      </section>
    ))
}
