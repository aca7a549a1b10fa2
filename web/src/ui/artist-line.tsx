/** Who stands under a title: as on the cover, or the main and featured artists, or the artist alone. */
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'

import type { ReleaseDetail, Track } from '@/api/types'

type Credited = Pick<ReleaseDetail | Track, 'credit' | 'line' | 'artist'>

/** What stands before each but the first. */
function joint(line: Credited['line'], i: number): string {
  if (i === 0) return ''
  return line[i]?.is_featured && !line[i - 1]?.is_featured ? ' feat. ' : ', '
}

export function artistLineOf({ credit, line, artist }: Credited): string {
  if (credit || line.length === 0) return credit || artist.name
  return line.map(({ name }, i) => joint(line, i) + name).join('')
}

interface ArtistLineProps {
  of: Credited
  linkClass: string
}

export function ArtistLine({ of, linkClass }: ArtistLineProps) {
  const { credit, line, artist } = of
  if (credit || line.length === 0)
    return (
      <Link to="/artist/$ref" params={{ ref: artist.slug }} className={linkClass}>
        <bdi>{credit || artist.name}</bdi>
      </Link>
    )
  return line.map((person, i) => (
    <Fragment key={person.name}>
      {joint(line, i)}
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
