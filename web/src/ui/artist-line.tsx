/** Who stands under a title: as on the cover, or the main and featured artists, or the artist alone. */
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'

import type { ReleaseDetail, Track } from '@/api/types'

type Credited = Pick<ReleaseDetail | Track, 'credit' | 'line' | 'artist'>

/** Where guests alone are named, they are guests of the artist. */
function peopleOf({ line, artist }: Credited): Credited['line'] {
  const hasMain = line.some(({ is_featured }) => !is_featured)
  return hasMain ? line : [{ name: artist.name, artist, is_featured: false }, ...line]
}

/** What stands before each but the first. */
function joint(people: Credited['line'], i: number): string {
  if (i === 0) return ''
  return people[i]?.is_featured && !people[i - 1]?.is_featured ? ' feat. ' : ', '
}

export function artistLineOf(of: Credited): string {
  const people = peopleOf(of)
  return of.credit || people.map(({ name }, i) => joint(people, i) + name).join('')
}

interface ArtistLineProps {
  of: Credited
  linkClass: string
}

export function ArtistLine({ of, linkClass }: ArtistLineProps) {
  const { credit, artist } = of
  if (credit)
    return (
      <Link to="/artist/$ref" params={{ ref: artist.slug }} className={linkClass}>
        <bdi>{credit}</bdi>
      </Link>
    )
  const people = peopleOf(of)
  return people.map((person, i) => (
    <Fragment key={person.name}>
      {joint(people, i)}
      {person.artist ? (
        <Link to="/artist/$ref" params={{ ref: person.artist.slug }} className={linkClass}>
          <bdi>{person.name}</bdi>
        </Link>
      ) : (
        <bdi className="font-semibold text-ink">{person.name}</bdi>
      )}
    </Fragment>
  ))
}
