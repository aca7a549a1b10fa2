/** Everybody who made a release or a track, in order: any number of people, each with several roles. */
import { type FormEvent, useEffect, useState } from 'react'

import type { Credit, NewCredit } from '@/api/track-edits'

import { ConflictView } from '@/studio/editing/conflict-view'
import { SaveError, SaveRow } from '@/studio/editing/save-row'
import { useEdit } from '@/studio/editing/use-edit'
import { useHeld } from '@/studio/editing/use-held'
import { errorsOf, peopleOf, sentOf } from './people'
import { focusRow, PeopleList } from './people-list'

interface CreditsFormProps<Answer> {
  /** As they stand. */
  credits: Credit[]
  /** Of the release. */
  version: number
  /** Raises ApiError, with `conflict` where others changed them. */
  send: (credits: NewCredit[], version: number) => Promise<Answer>
  onSaved?: (answer: Answer) => void
  /** Fetches what the others made of it. */
  onTakeTheirs: () => void
  submit?: string
  /** May also be saved as it stands. */
  isAlwaysOpen?: boolean
  onDirty?: (isDirty: boolean) => void
  onCancel?: () => void
}

export function CreditsForm<Answer>(props: CreditsFormProps<Answer>) {
  const { credits, version, send, onSaved, onTakeTheirs, onDirty } = props
  const [note, setNote] = useState('')
  const held = useHeld(peopleOf(credits), version)
  const [isChecked, setIsChecked] = useState(false)
  const edit = useEdit(held.version, send, (answer: Answer) => {
    held.reset()
    setNote('Saved.')
    onSaved?.(answer)
  })
  useEffect(() => onDirty?.(held.isDirty), [onDirty, held.isDirty])
  const errors = errorsOf(held.value)
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setNote('')
    const [first] = Object.keys(errors)
    setIsChecked(first !== undefined)
    if (first === undefined) void edit.save(sentOf(held.value))
    else focusRow(event.currentTarget, first)
  }
  const reset = () => {
    setIsChecked(false)
    edit.giveUp()
    held.reset()
  }
  const takeTheirs = () => {
    reset()
    onTakeTheirs()
  }
  return (
    <form onSubmit={save} noValidate className="flex flex-col gap-5">
      <PeopleList people={held.value} errors={isChecked ? errors : {}} onChange={held.set} />
      <ConflictView edit={edit} onTakeTheirs={takeTheirs} />
      <SaveError error={edit.error} />
      <SaveRow
        submit={props.submit ?? 'Save credits'}
        isDirty={held.isDirty}
        isSaving={edit.isSaving}
        note={note}
        isAlwaysOpen={props.isAlwaysOpen}
        onReset={reset}
        onCancel={props.onCancel}
      />
    </form>
  )
}
