/** All that was ever decided about one thing. */
import type { Decision } from '@/api/cases'
import { OUTCOMES, REASONS } from '@/ui/report-words'
import { Section, useTelling } from '@/ui/section'
import { When } from '@/ui/when'

export function Decisions({ decisions }: { decisions: Decision[] }) {
  const telling = useTelling()
  return (
    <Section title="Decided so far" telling={telling}>
      <ol aria-label="Decisions" className="border-t border-line">
        {decisions.map((decision) => (
          <Entry key={decision.id} decision={decision} />
        ))}
      </ol>
    </Section>
  )
}

function Entry({ decision }: { decision: Decision }) {
  const { action, reason, message, decided_by: by, is_blocked: isBlocked } = decision
  return (
    <li className="flex flex-col gap-1 border-b border-line py-3">
      <p>
        <span className="font-semibold">{OUTCOMES[action]}</span>
        <span className="text-sm text-ink2">
          {' · '}
          {REASONS[reason]}
          {isBlocked && ' · its sound is blocked'}
        </span>
      </p>
      <p dir="auto" className="max-w-[75ch] whitespace-pre-line wrap-anywhere">
        {message}
      </p>
      <p className="text-sm text-ink2">
        {by ? <bdi>{by}</bdi> : 'An erased account'}
        {' · '}
        <When at={decision.created_at} />
      </p>
    </li>
  )
}
