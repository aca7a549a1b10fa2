/** For whom the release is once it is out, and what each choice means. */
import { useState } from 'react'

import { messageOf } from '@/api/problem'
import { setVisibility, type Visibility } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import { ConflictView } from '@/studio/editing/conflict-view'
import { useEdit } from '@/studio/editing/use-edit'
import { useReleaseChange } from '@/studio/use-release'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { FormError } from '@/ui/field'
import { Form } from '@/ui/form'
import { RadioGroup } from '@/ui/radio-group'
import type { Telling } from '@/ui/section'

import { versionOf } from './edited-release'
import { VISIBILITIES, VISIBILITY_NAMES } from './visibilities'

interface VisibilityChoiceProps {
  release: ReleaseDetail
  telling: Telling
}

export function VisibilityChoice({ release, telling }: VisibilityChoiceProps) {
  const { accept, refresh } = useReleaseChange(release.id)
  const [isAsking, setIsAsking] = useState(false)
  const edit = useEdit(
    versionOf(release),
    (visibility: Visibility, version) => setVisibility(release.id, visibility, version),
    accept,
  )
  const save = async (visibility: Visibility) => {
    telling.tell('')
    const isSaved = await edit.save(visibility)
    setIsAsking(false)
    if (isSaved) telling.tell(`Now it is ${VISIBILITY_NAMES[visibility].toLowerCase()}.`)
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-6 text-sm">
        <span>
          <span className="text-ink2">For whom:</span>{' '}
          <span className="font-semibold">{VISIBILITY_NAMES[release.visibility]}</span>
        </span>
        <Button look="quiet" className="-ms-4" onClick={() => setIsAsking(true)}>
          Change visibility…
        </Button>
      </div>
      <ConflictView edit={edit} onTakeTheirs={refresh} />
      {edit.error !== null && <FormError>{messageOf(edit.error)}</FormError>}
      {isAsking && (
        <Asking visibility={release.visibility} onSave={save} onClose={() => setIsAsking(false)} />
      )}
    </div>
  )
}

interface AskingProps {
  visibility: Visibility
  onSave: (visibility: Visibility) => Promise<void>
  onClose: () => void
}

function Asking({ visibility, onSave, onClose }: AskingProps) {
  return (
    <Dialog title="Who is it for?" onClose={onClose}>
      <Form
        submit="Save"
        busy="Saving…"
        fields={[]}
        onSubmit={({ visibility: chosen }) => onSave(chosen as Visibility)}
        onCancel={onClose}
      >
        {() => (
          <RadioGroup
            legend="Once it is out"
            name="visibility"
            options={VISIBILITIES}
            defaultValue={visibility}
          />
        )}
      </Form>
    </Dialog>
  )
}
