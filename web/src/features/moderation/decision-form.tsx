/** The decision: what happens, because of what, in which words, and whether the sound may come again. */
import { useState } from 'react'

import { type Action, type CaseDetail, decideCase } from '@/api/cases'
import { Form, type Values } from '@/ui/form'
import { RadioGroup } from '@/ui/radio-group'
import { reasonOptions } from '@/ui/report-words'
import { SelectField } from '@/ui/select-field'
import { Switch } from '@/ui/switch'
import { TextArea } from '@/ui/text-area'

import { choicesFor, isTold, mayBlock } from './choices'
import { decisionOf } from './decision'

interface DecisionFormProps {
  of: CaseDetail
  onDecided: (changed: CaseDetail) => void
  onRefused: (error: unknown) => void
}

const TOLD =
  'The owners and managers of the artist and of its label get this by e-mail, and may answer. They never learn who reported or who decided.'
const KEPT = 'Only moderators and operators read this; the audit log keeps it.'

export function DecisionForm({ of, onDecided, onRefused }: DecisionFormProps) {
  const [action, setAction] = useState<Action>('dismiss')
  const [isBlocked, setIsBlocked] = useState(false)
  const mayHaveBlock = mayBlock(action, of)
  const send = async (values: Values) => {
    try {
      onDecided(await decideCase(of.id, decisionOf(action, values, isBlocked && mayHaveBlock)))
    } catch (error) {
      onRefused(error)
      throw error
    }
  }
  return (
    <Form submit="Decide" busy="Deciding…" fields={['message']} onSubmit={send}>
      {(errors) => (
        <>
          <RadioGroup
            legend="What happens"
            name="action"
            options={choicesFor(of)}
            defaultValue="dismiss"
            onChange={setAction}
          />
          <SelectField
            label="Because of"
            name="reason"
            options={reasonOptions}
            defaultValue={of.reasons[0] ?? 'other'}
          />
          <TextArea
            label={isTold(action, of) ? 'Message to the team' : 'Note'}
            name="message"
            maxLength={2000}
            error={errors.message}
            hint={isTold(action, of) ? TOLD : KEPT}
          />
          {mayHaveBlock && (
            <Switch
              label="Block its sound"
              hint="Nobody may upload it again, as the same file or as the same recording."
              isOn={isBlocked}
              onChange={setIsBlocked}
            />
          )}
        </>
      )}
    </Form>
  )
}
