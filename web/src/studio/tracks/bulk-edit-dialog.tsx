/** Edits one or a hundred tracks at once: what is left empty stays as it is on each. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { ApiError, messageOf, type FieldErrors } from '@/api/problem'
import { changeTracks, type TrackChange } from '@/api/release-tracks'
import { licensesQuery } from '@/api/releases'
import type { Track } from '@/api/types'
import { ConflictView } from '@/studio/editing/conflict-view'
import { useEdit } from '@/studio/editing/use-edit'
import { fieldName } from '@/studio/editing/words'
import { useReleaseChange } from '@/studio/use-release'
import { Dialog } from '@/ui/dialog'
import { FormError } from '@/ui/field'
import { Form, type Values } from '@/ui/form'
import { trackCount } from '@/ui/release-facts'
import { SelectField } from '@/ui/select-field'

import type { BulkDialogProps } from './bulk-bar'
import {
  AS_IT_IS,
  type BulkField,
  changeOf,
  commonValue,
  EMPTIED,
  FIELDS,
  TEXTS,
} from './bulk-fields'
import { BulkText } from './bulk-text'

const HINTS: Partial<Record<BulkField, string>> = {
  version_title: 'Such as “Live” or “Remix”.',
  credit: 'Only where it isn’t the release’s artist.',
  language: 'A tag such as “pt” or “pt-BR”.',
  key: 'Such as C, F#m or Bb.',
}

/** By the names of the fields alone: that of the first track with that fault. */
const fieldsOf = (error: unknown): FieldErrors => {
  const fields = error instanceof ApiError ? Object.entries(error.fields) : []
  return Object.fromEntries(fields.map(([name, words]) => [name.split('.').at(-1) ?? name, words]))
}

const refusalOf = (error: unknown, fields: FieldErrors): string =>
  FIELDS.some((field) => fields[field])
    ? 'Nothing was changed. Check the marked fields.'
    : messageOf(error)

export function BulkEditDialog({ release, tracks, onClose, onSaved }: BulkDialogProps) {
  const { accept, refresh } = useReleaseChange(release.id)
  const [nothing, setNothing] = useState(false)
  // What was looked at when the form opened, however the page behind it moves on.
  const [version, setVersion] = useState(release.version ?? 1)
  const edit = useEdit(
    version,
    (changes: TrackChange[], on) => changeTracks(release.id, changes, on),
    (answer) => {
      accept(answer)
      onSaved(`${trackCount(tracks.length)} changed`)
    },
  )
  const save = async (values: Values) => {
    const change = changeOf(values)
    setNothing(Object.keys(change).length === 0)
    if (Object.keys(change).length > 0) await edit.save(tracks.map(({ id }) => ({ id, ...change })))
  }
  const takeTheirs = () => {
    setVersion(edit.conflict?.version ?? version)
    refresh()
  }
  const refused = fieldsOf(edit.error)
  return (
    <Dialog title={`Edit ${trackCount(tracks.length)} together`} onClose={onClose}>
      <div className="mb-4 flex flex-col gap-4">
        <p className="text-sm text-ink2">What you leave empty stays as it is on each track.</p>
        {Boolean(edit.error) && <FormError>{refusalOf(edit.error, refused)}</FormError>}
        <ConflictView edit={edit} onTakeTheirs={takeTheirs} />
        {nothing && <FormError>Fill in what the tracks are to have in common.</FormError>}
      </div>
      <Form submit="Save" busy="Saving…" fields={['bpm']} onSubmit={save} onCancel={onClose}>
        {(errors) => <BulkInputs tracks={tracks} errors={{ ...refused, ...errors }} />}
      </Form>
    </Dialog>
  )
}

function BulkInputs({ tracks, errors }: { tracks: Track[]; errors: FieldErrors }) {
  const licenses = useQuery(licensesQuery).data ?? []
  const leave: [string, string] = [AS_IT_IS, 'As it is']
  return (
    <>
      {TEXTS.map((field) => (
        <BulkText
          key={field}
          field={field}
          hint={HINTS[field]}
          error={errors[field]}
          common={commonValue(tracks, field)}
        />
      ))}
      <SelectField
        name="explicit"
        label={fieldName('explicit')}
        error={errors.explicit}
        options={[leave, ['explicit', 'Explicit'], ['clean', 'Clean'], [EMPTIED, 'No mark']]}
      />
      <SelectField
        name="license"
        label={fieldName('license')}
        error={errors.license}
        options={[
          leave,
          ...licenses.map(({ code, name }): [string, string] => [code, name]),
          [EMPTIED, 'Not said'],
        ]}
      />
    </>
  )
}
