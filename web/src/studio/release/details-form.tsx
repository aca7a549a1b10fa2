/** All that stands on the sleeve and in the small print of a release; what is changed alone is sent. */
import { type FormEvent, useState } from 'react'

import { ApiError } from '@/api/problem'
import { changeRelease, type ReleaseChanges } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import { ConflictView } from '@/studio/editing/conflict-view'
import { SaveError, SaveRow } from '@/studio/editing/save-row'
import { useDraft } from '@/studio/editing/use-draft'
import { useEdit } from '@/studio/editing/use-edit'
import { useReleaseChange } from '@/studio/use-release'
import { Section, useTelling } from '@/ui/section'

import { DescribingFields, IdentityFields, type InputOf, RightsFields } from './details-fields'
import { changesOf, detailsOf } from './details-values'
import { DiscFields } from './disc-fields'
import { versionOf } from './edited-release'
import { LeaveQuestion } from './leave-question'

export function DetailsForm({ release }: { release: ReleaseDetail }) {
  const [told, setTold] = useState('')
  const { accept, refresh } = useReleaseChange(release.id)
  const draft = useDraft(detailsOf(release), versionOf(release))
  const edit = useEdit(
    draft.version,
    (body: ReleaseChanges, version) => changeRelease(release.id, { ...body, version }),
    (answer) => {
      accept(answer)
      draft.reset()
      setTold('Saved.')
    },
  )
  const save = (event: FormEvent) => {
    event.preventDefault()
    setTold('')
    void edit.save(changesOf(draft.changes, release.disc_titles))
  }
  const reset = () => {
    edit.giveUp()
    draft.reset()
  }
  const takeTheirs = () => {
    reset()
    refresh()
  }
  const errors = edit.error instanceof ApiError ? edit.error.fields : {}
  const inputOf: InputOf = (name) => ({
    name,
    value: draft.values[name] ?? '',
    error: errors[name],
    onChange: ({ currentTarget: { value } }) => draft.set(name, value),
  })
  return (
    <Section title="Details" telling={useTelling()}>
      <form onSubmit={save} noValidate className="flex flex-col gap-8">
        <ConflictView edit={edit} onTakeTheirs={takeTheirs} />
        <SaveError error={edit.error} fields={Object.keys(draft.values)} />
        <DescribingFields inputOf={inputOf} release={release} />
        <DiscFields inputOf={inputOf} release={release} error={errors.disc_titles} />
        <IdentityFields inputOf={inputOf} />
        <RightsFields inputOf={inputOf} />
        <SaveRow
          submit="Save details"
          isDirty={draft.isDirty}
          isSaving={edit.isSaving}
          onReset={reset}
        />
        <p role="status" className="-mt-4 font-medium text-ok empty:hidden">
          {draft.isDirty ? '' : told}
        </p>
      </form>
      <LeaveQuestion isDirty={draft.isDirty} />
    </Section>
  )
}
