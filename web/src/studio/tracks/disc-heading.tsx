/** The heading of a disc, with its title, which saves itself. */
import { useRef } from 'react'

import { ApiError, type Conflict } from '@/api/problem'
import { changeRelease } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import { changedMeanwhile } from '@/studio/editing/changed-meanwhile'
import { SavedField } from '@/studio/saved-field'
import { useReleaseChange } from '@/studio/use-release'

import type { Disc } from './order'

interface DiscHeadingProps {
  disc: Disc
  release: ReleaseDetail
}

export function DiscHeading({ disc: { number, title, trackIds }, release }: DiscHeadingProps) {
  const { onFocus, save } = useDiscTitle(release, number)
  return (
    <div className="mt-2 mb-2 flex items-center gap-3" data-before={trackIds[0]} onFocus={onFocus}>
      <h3 className="min-h-11 shrink-0 content-center font-semibold">Disc {number}</h3>
      <SavedField
        label={`Title of disc ${number}`}
        value={title}
        onSave={save}
        placeholder="No title of its own"
        isOptional
        isLabelHidden
      />
    </div>
  )
}

type Titles = Record<string, string>

const theirsOf = ({ fields }: Conflict): Titles =>
  (fields.find(({ field }) => field === 'disc_titles')?.theirs ?? {}) as Titles

/** The server keeps the titles of all discs as one field: only the title of this one may have been changed by others. */
function useDiscTitle(release: ReleaseDetail, number: number) {
  const { accept, refresh } = useReleaseChange(release.id)
  const now = { titles: release.disc_titles, version: release.version ?? 1 }
  const seen = useRef(now)
  const send = async (title: string) => {
    const { titles, version } = seen.current
    const answer = await changeRelease(release.id, {
      disc_titles: { ...titles, [number]: title },
      version,
    })
    seen.current = { titles: answer.disc_titles, version: answer.version ?? version }
    accept(answer)
  }
  const save = async (title: string): Promise<void> => {
    const before = seen.current.titles[number] ?? ''
    try {
      await send(title)
    } catch (error) {
      if (!(error instanceof ApiError) || !error.conflict) throw error
      const titles = theirsOf(error.conflict)
      seen.current = { titles, version: error.conflict.version }
      refresh()
      const theirs = titles[number] ?? ''
      if (theirs !== before) throw changedMeanwhile(theirs)
      await send(title)
    }
  }
  return { onFocus: () => (seen.current = now), save }
}
