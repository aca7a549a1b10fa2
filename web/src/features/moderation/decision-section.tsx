/** Deciding a case; or, once it is decided, looking at the thing again. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { type CaseDetail, caseQuery, openCase } from '@/api/cases'
import { ApiError, messageOf } from '@/api/problem'
import { Button } from '@/ui/button'
import { FormError } from '@/ui/field'
import { OUTCOMES } from '@/ui/report-words'
import { Section, useTelling } from '@/ui/section'

import { DecisionForm } from './decision-form'
import { useCaseCache } from './use-case-change'

const isTooLate = (error: unknown) =>
  error instanceof ApiError && error.code === 'moderation.decided_already'

export function DecisionSection({ of }: { of: CaseDetail }) {
  const telling = useTelling()
  const client = useQueryClient()
  const keep = useCaseCache()
  const [wasOpen] = useState(of.is_open)
  const [isDone, setIsDone] = useState(false)
  const decided = (changed: CaseDetail) => {
    setIsDone(true)
    keep(changed)
    if (changed.action) telling.tell(`Decided: ${OUTCOMES[changed.action]}.`, true)
  }
  const refused = (error: unknown) => {
    if (isTooLate(error)) void client.invalidateQueries({ queryKey: caseQuery(of.id).queryKey })
  }
  return (
    <Section title={of.is_open ? 'Decide' : 'Decided'} telling={telling}>
      {!of.is_open && wasOpen && !isDone && <FormError>{byAnother(of)}</FormError>}
      {of.is_open && of.is_own && (
        <p className="max-w-[60ch] text-ink2">You can’t decide on what your own team made.</p>
      )}
      {of.is_open && !of.is_own && (
        <div className="max-w-160">
          <DecisionForm of={of} onDecided={decided} onRefused={refused} />
        </div>
      )}
      {!of.is_open && <Again of={of} />}
    </Section>
  )
}

/** Where somebody was faster. */
const byAnother = ({ decisions: [last] }: CaseDetail): string =>
  `${last?.decided_by ?? 'Another moderator'} has decided on this while you looked at it.`

function Again({ of }: { of: CaseDetail }) {
  const navigate = useNavigate()
  const open = useMutation({
    mutationFn: () => openCase({ subject_kind: of.subject_kind, subject_id: of.subject_id }),
    onSuccess: ({ id }) => navigate({ to: '/operator/reports/$id', params: { id } }),
  })
  if (!of.subject) return <p className="text-ink2">Its team has deleted it since.</p>
  return (
    <>
      <p className="max-w-[60ch] text-ink2">
        {of.action && `${OUTCOMES[of.action]}. `}
        To decide on it again, such as to put it back, open a new case.
      </p>
      {open.error && <FormError>{messageOf(open.error)}</FormError>}
      <Button
        look="outline"
        className="self-start"
        disabled={open.isPending || of.is_own}
        onClick={() => open.mutate()}
      >
        Decide again…
      </Button>
    </>
  )
}
