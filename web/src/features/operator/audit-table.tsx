/** Entries of the audit log, one a row. */
import type { ReactNode } from 'react'

import type { AuditEntry } from '@/api/moderation'
import { When } from '@/ui/when'

import { actionLabel, changesOf } from './audit'

const HEAD = 'border-b border-line-strong px-2 py-2 text-start sm:px-3 font-semibold'
const CELL = 'border-b border-line px-2 py-3 align-top sm:px-3 wrap-anywhere'

export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  return (
    // Scrolls by itself on phones, so it has to take the focus.
    <div role="region" aria-label="Entries" tabIndex={0} className="overflow-x-auto">
      <table className="w-full sm:min-w-160 border-collapse text-sm">
        <thead>
          <tr>
            {['When', 'Who', 'What'].map((name) => (
              <th key={name} scope="col" className={HEAD}>
                {name}
              </th>
            ))}
            <th scope="col" className={`${HEAD} max-sm:hidden`}>
              Why
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function AuditRow({ entry }: { entry: AuditEntry }) {
  return (
    <tr>
      <td className={`${CELL} sm:w-40`}>
        <When at={entry.created_at} />
      </td>
      <td className={`${CELL} sm:w-36`}>
        {entry.actor_name ? (
          <bdi className="font-medium">{entry.actor_name}</bdi>
        ) : (
          <span className="text-ink2">Erased account</span>
        )}
      </td>
      <td className={CELL}>
        <p className="font-medium">{actionLabel(entry.action)}</p>
        {/* Phones have no room for a column of reasons. */}
        {entry.reason && <p className="sm:hidden">{entry.reason}</p>}
        <Details entry={entry} />
      </td>
      <td className={`${CELL} w-48 max-sm:hidden`}>{entry.reason || '–'}</td>
    </tr>
  )
}

function Details({ entry }: { entry: AuditEntry }) {
  const changes = changesOf(entry)
  return (
    <details>
      <summary className="inline-block min-h-6 cursor-pointer text-ink2 underline underline-offset-4">
        {entry.subject_kind} · details
      </summary>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
        {entry.names[entry.subject_id] && <Fact name="name">{entry.names[entry.subject_id]}</Fact>}
        <Fact name="id">{entry.subject_id}</Fact>
        {changes.map(({ name, before, after }) => (
          <Fact key={name} name={name}>
            {before} → {after}
          </Fact>
        ))}
        {entry.address && <Fact name="address">{entry.address}</Fact>}
        {entry.request_id && <Fact name="request">{entry.request_id}</Fact>}
      </dl>
    </details>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="contents">
    <dt className="text-ink3">{name}</dt>
    <dd className="text-ink2">{children}</dd>
  </div>
)
