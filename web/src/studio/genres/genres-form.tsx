/** The genres and moods of a release or a track. */
import { type FormEvent, useEffect, useState } from 'react'

import type { Styles } from '@/api/genres'

import { ConflictView } from '@/studio/editing/conflict-view'
import { SaveError, SaveRow } from '@/studio/editing/save-row'
import { useEdit } from '@/studio/editing/use-edit'
import { useHeld } from '@/studio/editing/use-held'
import { GenrePicker } from './genre-picker'

interface GenresFormProps<Answer> {
  /** As they stand. */
  genres: { name: string }[]
  moods: { name: string }[]
  /** Of the release. */
  version: number
  /** Raises ApiError, with `conflict` where others changed them. */
  send: (chosen: Styles, version: number) => Promise<Answer>
  onSaved?: (answer: Answer) => void
  /** Fetches what the others made of it. */
  onTakeTheirs: () => void
  submit?: string
  /** May also be saved as it stands. */
  isAlwaysOpen?: boolean
  onDirty?: (isDirty: boolean) => void
  onCancel?: () => void
}

const namesOf = (styles: { name: string }[]) => styles.map(({ name }) => name)

export function GenresForm<Answer>(props: GenresFormProps<Answer>) {
  const { genres, moods, version, send, onSaved, onTakeTheirs, onDirty, onCancel } = props
  const [note, setNote] = useState('')
  const held = useHeld<Styles>({ genres: namesOf(genres), moods: namesOf(moods) }, version)
  const edit = useEdit(held.version, send, (answer: Answer) => {
    held.reset()
    setNote('Saved.')
    onSaved?.(answer)
  })
  useEffect(() => onDirty?.(held.isDirty), [onDirty, held.isDirty])
  const reset = () => {
    edit.giveUp()
    held.reset()
  }
  const takeTheirs = () => {
    reset()
    onTakeTheirs()
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    setNote('')
    void edit.save(held.value)
  }
  return (
    <form onSubmit={save} noValidate className="flex flex-col gap-5">
      <GenrePicker
        kind="genre"
        label="Genres"
        value={held.value.genres}
        onChange={(genres) => held.set({ ...held.value, genres })}
      />
      <GenrePicker
        kind="mood"
        label="Moods"
        value={held.value.moods}
        onChange={(moods) => held.set({ ...held.value, moods })}
      />
      <ConflictView edit={edit} onTakeTheirs={takeTheirs} />
      <SaveError error={edit.error} />
      <SaveRow
        submit={props.submit ?? 'Save genres and moods'}
        isAlwaysOpen={props.isAlwaysOpen}
        isDirty={held.isDirty}
        isSaving={edit.isSaving}
        note={note}
        onReset={reset}
        onCancel={onCancel}
      />
    </form>
  )
}
