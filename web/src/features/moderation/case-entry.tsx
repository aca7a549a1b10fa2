/** One thing in the queue: what it is, why and how often it was reported, since when, who looks at it. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import type { Case } from '@/api/cases'
import { meQuery } from '@/api/queries'
import { KINDS, OUTCOMES, REASONS } from '@/ui/report-words'
import { Tag } from '@/ui/row'

import { ageOf } from './age'

export function CaseEntry({ of }: { of: Case }) {
  const { id, subject_title: title, subject_kind: kind, artist, reasons } = of
  return (
    <li className="relative flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line py-3 hover:bg-paper2">
      <div className="flex min-w-0 flex-1 basis-60 flex-col gap-0.5">
        <Link
          data-entry
          to="/operator/reports/$id"
          params={{ id }}
          className="self-start font-semibold wrap-anywhere after:absolute after:inset-0 hover:underline"
        >
          <bdi>{title}</bdi>
        </Link>
        <p className="text-sm text-ink2">
          {KINDS[kind]}
          {kind !== 'artist' && (
            <>
              {' by '}
              <bdi>{artist.name}</bdi>
            </>
          )}
          {reasons.length > 0 && ` · ${reasons.map((reason) => REASONS[reason]).join(', ')}`}
        </p>
      </div>
      <p className="flex flex-wrap gap-x-3">
        <CaseTags of={of} />
      </p>
    </li>
  )
}

const reportCount = (count: number) => `${count} report${count === 1 ? '' : 's'}`

export function CaseTags({ of }: { of: Case }) {
  const isMine = useQuery(meQuery).data?.user?.username === of.assigned_to
  return (
    <>
      {of.has_appeal && <Tag tone="warn">The team answered</Tag>}
      {of.is_own && <Tag tone="warn">Your own team’s</Tag>}
      {of.is_open && of.assigned_to && (
        <Tag tone={isMine ? 'ok' : 'plain'}>
          {isMine ? 'Assigned to you' : `Assigned to ${of.assigned_to}`}
        </Tag>
      )}
      {of.action && <Tag tone="ok">{OUTCOMES[of.action]}</Tag>}
      {!of.is_own && <Tag>{reportCount(of.report_count)}</Tag>}
      <Tag>{ageOf(of.stirred_at)}</Tag>
    </>
  )
}
