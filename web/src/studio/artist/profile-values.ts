/** What is typed in the form of a profile, as the server takes it: plain functions. */
import type { ArtistChanges } from '@/api/artist-profile'
import { ApiError, type FieldErrors } from '@/api/problem'
import type { ArtistDetail } from '@/api/types'
import type { Values } from '@/ui/form'

export type Profile = Pick<
  ArtistDetail,
  | 'name'
  | 'sort_name'
  | 'kind'
  | 'biography'
  | 'musicbrainz_artist_id'
  | 'links'
  | 'aliases'
  | 'members'
>

/** A member's own page here, as it is known or was found. */
export type Page = Pick<Profile['members'][number], 'artist_id' | 'slug'>

/** The lists of a profile, with the fields of their rows. */
const LISTS = {
  links: ['label', 'url'],
  aliases: ['name', 'language'],
  members: ['name', 'part', 'since', 'until', 'page'],
} as const

export type ListName = keyof typeof LISTS
const LIST_NAMES = Object.keys(LISTS) as ListName[]

/** Numbers of rows, in their order; they stay with a row wherever it goes. */
export type Rows = Record<ListName, number[]>

export const fieldIn = (list: ListName, row: number, field: string): string =>
  `${list}.${row}.${field}`

const SIMPLE = ['name', 'sort_name', 'kind', 'biography', 'musicbrainz_artist_id']

/** Names of all fields that show their own errors. */
export const fieldsOf = (rows: Rows): string[] => [
  ...SIMPLE,
  ...LIST_NAMES.flatMap((list) => [
    list,
    ...rows[list].flatMap((row) => [
      `${list}.${row}`,
      ...LISTS[list].map((field) => fieldIn(list, row, field)),
    ]),
  ]),
]

export const rowsOf = (profile: Profile): Rows => ({
  links: profile.links.map((_, row) => row),
  aliases: profile.aliases.map((_, row) => row),
  members: profile.members.map((_, row) => row),
})

export const typedIn = (values: Values, list: ListName, row: number, field: string): string =>
  (values[fieldIn(list, row, field)] ?? '').trim()

/** Without rows in which nothing stands. */
export function filledRows(values: Values, rows: Rows): Rows {
  const isFilled = (list: ListName) => (row: number) =>
    LISTS[list].some((field) => typedIn(values, list, row, field))
  return {
    links: rows.links.filter(isFilled('links')),
    aliases: rows.aliases.filter(isFilled('aliases')),
    members: rows.members.filter(isFilled('members')),
  }
}

const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i

/** "tide.example" is meant as an address, too. */
const addressOf = (typed: string): string =>
  typed && !HAS_SCHEME.test(typed) ? `https://${typed}` : typed

const YEAR = /^[12]\d{3}$/
const NO_YEAR = 'Write the year with four digits, such as 1998.'

/** Raises ApiError with the fields of rows whose years are none. */
function requireYears(values: Values, rows: number[]): void {
  const errors: FieldErrors = {}
  for (const row of rows)
    for (const field of ['since', 'until']) {
      const typed = typedIn(values, 'members', row, field)
      if (typed && !YEAR.test(typed)) errors[fieldIn('members', row, field)] = NO_YEAR
    }
  if (Object.keys(errors).length > 0) throw new ApiError(422, 'studio.no_year', NO_YEAR, errors)
}

/** `pages`: by row. Raises ApiError with the fields of rows that can't be read. */
export function profileOf(values: Values, filled: Rows, pages: Map<number, Page>): Profile {
  requireYears(values, filled.members)
  const yearOf = (row: number, field: string) =>
    Number(typedIn(values, 'members', row, field)) || null
  return {
    name: (values.name ?? '').trim(),
    sort_name: (values.sort_name ?? '').trim(),
    kind: (values.kind ?? '') as Profile['kind'],
    biography: (values.biography ?? '').replaceAll('\r\n', '\n').trim(),
    musicbrainz_artist_id: (values.musicbrainz_artist_id ?? '').trim() || null,
    links: filled.links.map((row) => ({
      label: typedIn(values, 'links', row, 'label'),
      url: addressOf(typedIn(values, 'links', row, 'url')),
    })),
    aliases: filled.aliases.map((row) => ({
      name: typedIn(values, 'aliases', row, 'name'),
      language: typedIn(values, 'aliases', row, 'language'),
    })),
    members: filled.members.map((row) => ({
      name: typedIn(values, 'members', row, 'name'),
      artist_id: pages.get(row)?.artist_id ?? null,
      slug: pages.get(row)?.slug ?? null,
      part: typedIn(values, 'members', row, 'part'),
      since: yearOf(row, 'since'),
      until: yearOf(row, 'until'),
    })),
  }
}

const comparable = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )

/** What of the profile is another one than it was. */
export function changesBetween(before: Profile, after: Profile): Partial<Profile> {
  const names = Object.keys(after) as (keyof Profile)[]
  const changed = names.filter((name) => comparable(after[name]) !== comparable(before[name]))
  return Object.fromEntries(changed.map((name) => [name, after[name]]))
}

/** As the server takes it: the addresses of members' pages are its own business. */
export const bodyOf = ({ members, ...changes }: Partial<Profile>): ArtistChanges => ({
  ...changes,
  ...(members && {
    members: members.map(({ name, artist_id, part, since, until }) => ({
      ...{ name, artist_id, part, since, until },
    })),
  }),
})

/** The server counts what was sent; the form has its rows. */
export function besideRows(error: unknown, filled: Rows): unknown {
  if (!(error instanceof ApiError)) return error
  const fields = Object.entries(error.fields).map(([name, words]) => {
    const [list, place, ...rest] = name.split('.')
    const row = filled[list as ListName]?.[Number(place)]
    return [row === undefined ? name : [list, row, ...rest].join('.'), words]
  })
  const named = Object.fromEntries(fields) as FieldErrors
  return new ApiError(error.status, error.code, error.message, named, error.conflict)
}
