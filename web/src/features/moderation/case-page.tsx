/** One case: what it is about, what was said of it, who looks at it, and the decision. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { type CaseDetail, caseQuery } from '@/api/cases'
import { isStatus } from '@/api/problem'
import { ButtonLink } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { Loaded } from '@/ui/loaded'
import { KINDS } from '@/ui/report-words'
import { Section, useTelling } from '@/ui/section'
import { Missing } from '@/ui/states'

import { Assignment } from './assignment'
import { CaseTags } from './case-entry'
import { Decisions } from './decisions'
import { DecisionSection } from './decision-section'
import { Appeals, Reports } from './said'
import { SubjectSection } from './subject-section'

const route = getRouteApi('/operator/reports/$id')

export function CasePage() {
  const found = useQuery(caseQuery(route.useParams().id))
  if (isStatus(found.error, 404, 422))
    return (
      <Missing
        title="No such case"
        action={<ButtonLink to="/operator/reports">Reports</ButtonLink>}
      />
    )
  return (
    <Loaded query={found} bone="h-80">
      {(of) => <CaseView key={of.id} of={of} />}
    </Loaded>
  )
}

function CaseView({ of }: { of: CaseDetail }) {
  const telling = useTelling()
  const { subject_kind: kind, subject_title: title } = of
  return (
    <div className="flex flex-col">
      <header className="flex flex-col gap-2 pb-6">
        <Link
          to="/operator/reports"
          className="flex min-h-11 items-center gap-2 self-start font-semibold text-spot"
        >
          <span aria-hidden="true" className="rtl:-scale-x-100">
            ←
          </span>
          Reports
        </Link>
        <p className="text-sm font-medium text-ink2">{KINDS[kind]}</p>
        <Heading title={`Report of ${title}`} className="text-3xl font-bold wrap-anywhere">
          <bdi>{title}</bdi>
        </Heading>
        <p className="flex flex-wrap gap-x-3">
          <CaseTags of={of} />
        </p>
        <Assignment of={of} />
      </header>
      <SubjectSection of={of} />
      {of.appeals.length > 0 && <Appeals appeals={of.appeals} />}
      <Section title="What was reported" telling={telling}>
        <Reports of={of} />
      </Section>
      <DecisionSection of={of} />
      {of.decisions.length > 0 && <Decisions decisions={of.decisions} />}
    </div>
  )
}
