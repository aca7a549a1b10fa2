/** The details of a release between its form and the server. */
import type { ReleaseChanges } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import type { Values } from '@/studio/editing/use-draft'

const TEXTS = [
  ...(['title', 'credit', 'released_on', 'label_name', 'catalog_number', 'upc'] as const),
  ...(['language', 'license', 'copyright_line', 'phonographic_line', 'description'] as const),
  ...(['musicbrainz_release_id', 'musicbrainz_group_id'] as const),
]
const DISC = 'disc_titles.'

export const discField = (disc: number): string => `${DISC}${disc}`

/** The numbers of its discs, in order. */
export const discsOf = ({ tracks }: Pick<ReleaseDetail, 'tracks'>): number[] =>
  [...new Set(tracks.map(({ disc_number }) => disc_number))].sort((one, other) => one - other)

export function detailsOf(release: ReleaseDetail): Values {
  const texts = TEXTS.map((name) => [name, release[name] ?? ''] as const)
  const discs = discsOf(release).map(
    (disc) => [discField(disc), release.disc_titles[disc] ?? ''] as const,
  )
  return Object.fromEntries([...texts, ...discs, ['kind', release.chosen_kind]])
}

/** The changed fields as the server takes them: titles of discs all together, no text as null where it is an id. */
export function changesOf(changes: Values, discTitles: Record<string, string>): ReleaseChanges {
  const own = Object.entries(changes)
  const discs = own.filter(([name]) => name.startsWith(DISC))
  const rest = own.filter(([name]) => !name.startsWith(DISC))
  const body: Record<string, unknown> = Object.fromEntries(
    rest.map(([name, value]) => [name, name.startsWith('musicbrainz_') ? value || null : value]),
  )
  if (discs.length > 0)
    body.disc_titles = {
      ...discTitles,
      ...Object.fromEntries(discs.map(([name, value]) => [name.slice(DISC.length), value])),
    }
  return body
}
