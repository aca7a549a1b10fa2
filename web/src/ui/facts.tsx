/** Names and values in two columns; what is empty is left out. */
import { Fragment, type ReactNode } from 'react'

export const FACT_LIST =
  'grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-6 gap-y-1.5 self-start text-sm'
export const FACT_NAME = 'text-ink2'

export type Fact = [name: string, value: ReactNode]

export const isTold = ([, value]: Fact): boolean =>
  value !== '' && value !== false && value !== null && value !== undefined

export function Facts({ facts }: { facts: Fact[] }) {
  const known = facts.filter(isTold)
  if (known.length === 0) return null
  return (
    <dl className={FACT_LIST}>
      {known.map(([name, value]) => (
        <Fragment key={name}>
          <dt className={FACT_NAME}>{name}</dt>
          <dd className="min-w-0 wrap-anywhere" dir="auto">
            {value}
          </dd>
        </Fragment>
      ))}
    </dl>
  )
}
