/** The people of a form of credits: rows that can be added, removed and moved, and what is sent of them. */
import type { Credit, CreditRole, NewCredit } from '@/api/track-edits'

export interface Person {
  /** Stays the same while the row moves. */
  key: string
  name: string
  roles: CreditRole[]
  detail: string
  /** Whose page the name leads to. */
  artist: { id: string; name: string } | null
}

/** The server's limit. */
export const MAX_PEOPLE = 300

export const peopleOf = (credits: Credit[]): Person[] =>
  credits.map(({ name, roles, detail, artist }, place) => ({
    ...{ key: `p${place}`, name, roles, detail },
    artist: artist && { id: artist.id, name: artist.name },
  }))

/** Rows in which nothing was entered count as none. */
export const sentOf = (people: Person[]): NewCredit[] =>
  people
    .filter((person) => !isBlank(person))
    .map(({ name, roles, detail, artist }) => ({
      ...{ name: name.trim(), roles, detail: detail.trim() },
      artist_id: artist?.id ?? null,
    }))

const isBlank = ({ name, roles, detail }: Person): boolean =>
  !name.trim() && !detail.trim() && roles.length === 0

export function withNew(people: Person[]): Person[] {
  const numbers = people.map(({ key }) => Number(key.slice(1)))
  const key = `p${Math.max(-1, ...numbers) + 1}`
  return [...people, { key, name: '', roles: [], detail: '', artist: null }]
}

export const changed = (people: Person[], key: string, part: Partial<Person>): Person[] =>
  people.map((person) => (person.key === key ? { ...person, ...part } : person))

/** The same list where there is no way further. */
export function stepped(people: Person[], key: string, by: -1 | 1): Person[] {
  const from = people.findIndex((person) => person.key === key)
  const to = from + by
  const [one, other] = [people[from], people[to]]
  if (!one || !other) return people
  return people.map((person, at) => (at === from ? other : at === to ? one : person))
}

export interface PersonError {
  name?: string
  roles?: string
}

/** By the key of the row. */
export function errorsOf(people: Person[]): Record<string, PersonError> {
  const errors: Record<string, PersonError> = {}
  for (const person of people) {
    if (isBlank(person)) continue
    const name = person.name.trim() ? undefined : 'Write a name, or remove the row.'
    const roles = person.roles.length > 0 ? undefined : 'Choose at least one role.'
    if (name || roles) errors[person.key] = { name, roles }
  }
  return errors
}
