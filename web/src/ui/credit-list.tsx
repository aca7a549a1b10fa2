/** Who made it: each role with its people, who lead to their pages where they have one. */
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'

import type { components } from '@/api/schema'

import { type CreditRole, ROLE_NAMES } from './credit-roles'
import { FACT_LIST, FACT_NAME } from './facts'

type Credit = components['schemas']['CreditOut']

const ROLES = Object.keys(ROLE_NAMES) as CreditRole[]

export function CreditList({ credits }: { credits: Credit[] }) {
  const known = ROLES.map((role) => ({
    role,
    people: credits.filter(({ roles }) => roles.includes(role)),
  })).filter(({ people }) => people.length > 0)
  return (
    <dl className={FACT_LIST}>
      {known.map(({ role, people }) => (
        <Fragment key={role}>
          <dt className={FACT_NAME}>{ROLE_NAMES[role]}</dt>
          <dd className="min-w-0 wrap-anywhere">
            {people.map((person, i) => (
              <Fragment key={`${person.name} ${person.detail}`}>
                {i > 0 && ', '}
                <Person person={person} />
              </Fragment>
            ))}
          </dd>
        </Fragment>
      ))}
    </dl>
  )
}

function Person({ person: { name, artist, detail } }: { person: Credit }) {
  return (
    <>
      {artist ? (
        <Link
          to="/artist/$ref"
          params={{ ref: artist.slug }}
          className="font-medium hover:underline"
        >
          <bdi>{name}</bdi>
        </Link>
      ) : (
        <bdi>{name}</bdi>
      )}
      {detail && (
        <>
          {' '}
          (<bdi>{detail}</bdi>)
        </>
      )}
    </>
  )
}
