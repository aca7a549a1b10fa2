/** All that is said of the track itself; what is changed alone is sent. */
import { type FormEvent, useEffect, useState } from 'react'

import { ApiError } from '@/api/problem'
import { changeTrack, type TrackChanges } from '@/api/track-edits'
import { ConflictView } from '@/studio/editing/conflict-view'
import { SaveError, SaveRow } from '@/studio/editing/save-row'
import { useDraft } from '@/studio/editing/use-draft'
import { useEdit } from '@/studio/editing/use-edit'
import { type InputOf, RightsFields } from '@/studio/release/details-fields'
import { Section, useTelling } from '@/ui/section'

import { CodeFields, MusicFields, TitleFields } from './details-fields'
import { changesOf, detailsOf, FIELDS } from './details-values'
import type { EditedTrack } from './edited-track'
import { useTrackRefresh, useTrackSending } from './use-track-change'

export function DetailsSection({ track, version, onDirty }: EditedTrack) {
  const telling = useTelling()
  const [note, setNote] = useState('')
  const refresh = useTrackRefresh()
  const sending = useTrackSending()
  const draft = useDraft(detailsOf(track), version)
  const edit = useEdit(
    draft.version,
    sending((body: TrackChanges, on: number) => changeTrack(track.id, { ...body, version: on })),
    () => {
      draft.reset()
      setNote('Saved.')
    },
  )
  useEffect(() => onDirty(draft.isDirty), [onDirty, draft.isDirty])
  const save = (event: FormEvent) => {
    event.preventDefault()
    setNote('')
    if (draft.isDirty) void edit.save(changesOf(draft.changes))
  }
  const reset = () => {
    edit.giveUp()
    draft.reset()
  }
  const takeTheirs = () => {
    reset()
    void refresh()
  }
  const errors = edit.error instanceof ApiError ? edit.error.fields : {}
  const inputOf: InputOf = (name) => ({
    ...{ name, value: draft.values[name] ?? '', error: errors[name] },
    onChange: ({ currentTarget: { value } }) => draft.set(name, value),
  })
  return (
    <Section title="Details" telling={telling}>
      <form onSubmit={save} noValidate className="flex flex-col gap-8">
        <TitleFields inputOf={inputOf} />
        <MusicFields inputOf={inputOf} />
        <CodeFields inputOf={inputOf} />
        <RightsFields inputOf={inputOf} />
        <ConflictView edit={edit} onTakeTheirs={takeTheirs} />
        <SaveError error={edit.error} fields={FIELDS} />
        <SaveRow
          submit="Save details"
          isDirty={draft.isDirty}
          isSaving={edit.isSaving}
          note={note}
          onReset={reset}
        />
      </form>
    </Section>
  )
}
