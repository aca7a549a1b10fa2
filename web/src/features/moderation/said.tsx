/** What people reported, and what the team answered to earlier decisions. */
import type { CaseDetail } from '@/api/cases'
import { REASONS } from '@/ui/report-words'
import { Section, useTelling } from '@/ui/section'
import { When } from '@/ui/when'

const SAID = 'flex flex-col gap-1 border-b border-line py-3'
const WORDS = 'max-w-[75ch] whitespace-pre-line wrap-anywhere'
const OWN =
  'You are on the team that made this, so you don’t see who reported it or why. Another moderator decides.'

export function Reports({
  of: { reports, report_count: count, is_own: isOwn },
}: {
  of: CaseDetail
}) {
  if (isOwn) return <p className="max-w-[60ch] text-ink2">{OWN}</p>
  if (reports.length === 0) return <p className="text-ink2">Nobody reported it.</p>
  return (
    <>
      <ul aria-label="Reports" className="border-t border-line">
        {reports.map(({ id, reason, message, reporter, created_at: at }) => (
          <li key={id} className={SAID}>
            <p className="font-semibold">{REASONS[reason]}</p>
            {message && (
              <p dir="auto" className={WORDS}>
                {message}
              </p>
            )}
            <p className="text-sm text-ink2">
              {reporter ? <bdi>{reporter}</bdi> : 'A visitor, or an erased account'}
              {' · '}
              <When at={at} />
            </p>
          </li>
        ))}
      </ul>
      {count > reports.length && (
        <p className="text-sm text-ink2">
          The newest {reports.length} of {count}.
        </p>
      )}
    </>
  )
}

export function Appeals({ appeals }: { appeals: CaseDetail['appeals'] }) {
  const telling = useTelling()
  return (
    <Section
      title="What the team answers"
      intro="Your decision and its message are your answer to it."
      telling={telling}
    >
      <ul aria-label="Answers" className="border-t border-line">
        {appeals.map(({ id, message, created_at: at }) => (
          <li key={id} className={SAID}>
            <p dir="auto" className={WORDS}>
              {message}
            </p>
            <p className="text-sm text-ink2">
              <When at={at} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
