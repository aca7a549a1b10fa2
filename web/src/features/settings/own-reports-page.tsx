/** What one has reported, and what came of it. */
import { useInfiniteQuery } from '@tanstack/react-query'

import { type OwnReport, ownReportsQuery } from '@/api/reports'
import { Heading } from '@/ui/heading'
import { Paged } from '@/ui/paged'
import { KINDS, REASONS } from '@/ui/report-words'
import { Row, Tag } from '@/ui/row'
import { When } from '@/ui/when'

const EMPTY = 'You have not reported anything. “Report…” stands on every release, track and artist.'

export function OwnReportsPage() {
  const reports = useInfiniteQuery(ownReportsQuery)
  return (
    <div className="flex flex-col gap-6">
      <header className="flex flex-col gap-2">
        <Heading title="Your reports">Your reports</Heading>
        <p className="max-w-[60ch] text-ink2">
          Moderators alone know that they are yours. To change one that waits, report the same thing
          again.
        </p>
      </header>
      <Paged query={reports} empty={EMPTY}>
        {(items) => (
          <ul aria-label="Your reports" className="border-t border-line">
            {items.map((report) => (
              <ReportRow key={report.id} report={report} />
            ))}
          </ul>
        )}
      </Paged>
    </div>
  )
}

function ReportRow({ report }: { report: OwnReport }) {
  return (
    <Row
      title={report.subject_title}
      tags={
        <>
          <Tag>{KINDS[report.subject_kind]}</Tag>
          <Tag>{REASONS[report.reason]}</Tag>
          <Tag tone={report.is_open ? 'warn' : 'ok'}>{report.is_open ? 'Waiting' : 'Decided'}</Tag>
        </>
      }
      facts={
        <>
          <When at={report.created_at} />
          {report.message && (
            <span dir="auto" className="mt-1 block whitespace-pre-line wrap-anywhere">
              {report.message}
            </span>
          )}
          <span className="mt-1 block font-medium text-ink">{report.outcome}</span>
        </>
      }
    />
  )
}
