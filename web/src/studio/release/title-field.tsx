/** The release's title, which saves itself; when two changed it, both titles to choose from. */
import { useState } from 'react'

import { ApiError } from '@/api/problem'
import { changeRelease } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import { ConflictView } from '@/studio/editing/conflict-view'
import { useEdit } from '@/studio/editing/use-edit'
import { SavedField } from '@/studio/saved-field'
import { useReleaseChange } from '@/studio/use-release'

import { versionOf } from './edited-release'

const UNDECIDED = new ApiError(409, '', 'Not saved yet: choose one of both titles.')

export function TitleField({ release }: { release: ReleaseDetail }) {
  const { accept, refresh } = useReleaseChange(release.id)
  // What was typed goes with the field, once one of both titles was chosen.
  const [round, setRound] = useState(0)
  const decide = () => setRound(round + 1)
  const edit = useEdit(
    versionOf(release),
    (title: string, version) => changeRelease(release.id, { title, version }),
    accept,
  )
  const save = async (title: string) => {
    if (!(await edit.submit(title))) throw UNDECIDED
  }
  const overwrite = async () => {
    const isSaved = await edit.overwrite()
    if (isSaved) decide()
    return isSaved
  }
  const takeTheirs = () => {
    refresh()
    decide()
  }
  return (
    <div className="flex flex-col gap-3">
      <SavedField key={round} label="Release title" value={release.title} onSave={save} />
      <ConflictView edit={{ ...edit, overwrite }} onTakeTheirs={takeTheirs} />
    </div>
  )
}
