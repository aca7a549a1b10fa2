/** What is wrong, in a reason and in words; visitors may say where to answer them. */
import { useState } from 'react'

import { type OwnReport, type ReportReason, sendReport } from '@/api/reports'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'
import type { Reportable } from '@/ui/report-question'
import { KINDS, REASON_HINTS, reasonOptions } from '@/ui/report-words'
import { SelectField } from '@/ui/select-field'
import { TextArea } from '@/ui/text-area'

import { reportOf } from './report'

interface ReportFormProps {
  things: Reportable[]
  /** Which of them. */
  chosen: number
  onChoose: (index: number) => void
  isMember: boolean
  onSent: (report: OwnReport) => void
  onCancel: () => void
}

export function ReportForm(props: ReportFormProps) {
  const { things, chosen, onChoose, isMember, onSent, onCancel } = props
  const [reason, setReason] = useState<ReportReason>('copyright')
  const send = async (values: Values) => {
    const thing = things[chosen]
    if (thing) onSent(await sendReport(reportOf(thing, values)))
  }
  return (
    <Form
      submit="Send the report"
      busy="Sending…"
      fields={['message', 'contact']}
      onSubmit={send}
      onCancel={onCancel}
    >
      {(errors) => (
        <>
          {things.length > 1 && (
            <SelectField
              label="What it is about"
              name="thing"
              options={things.map(({ kind, title }, i) => [String(i), `${KINDS[kind]}: ${title}`])}
              value={String(chosen)}
              onChange={({ currentTarget }) => onChoose(Number(currentTarget.value))}
            />
          )}
          <SelectField
            label="Reason"
            name="reason"
            options={reasonOptions}
            value={reason}
            hint={REASON_HINTS[reason]}
            onChange={({ currentTarget }) => setReason(currentTarget.value as ReportReason)}
          />
          <TextArea
            label={reason === 'other' ? 'Details' : 'Details (optional)'}
            name="message"
            maxLength={2000}
            error={errors.message}
            hint="Only moderators read this. The artist’s team never learns who reported."
          />
          {!isMember && <ContactField error={errors.contact} />}
        </>
      )}
    </Form>
  )
}

const ContactField = ({ error }: { error?: string }) => (
  <Field
    label="Your e-mail (optional)"
    name="contact"
    type="email"
    autoComplete="email"
    maxLength={254}
    error={error}
    hint="To tell you what came of it, once. It is forgotten after that."
  />
)
