/** Publish now, at a moment, or when ready; change the moment, cancel it, withdraw. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { messageOf } from '@/api/problem'
import { checklistQuery, publishAt, withdrawRelease } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import { ConflictView } from '@/studio/editing/conflict-view'
import { useEdit } from '@/studio/editing/use-edit'
import { useReleaseChange } from '@/studio/use-release'
import { Button } from '@/ui/button'
import { FormError } from '@/ui/field'
import type { Telling } from '@/ui/section'

import { versionOf } from './edited-release'
import { ScheduleDialog } from './schedule-dialog'
import { WhenReady } from './when-ready'

/** A moment in ISO 8601, "now", or none any more. */
export type Moment = { at: string } | 'now' | 'none'

const send = (id: string) => (moment: Moment, version: number) =>
  moment === 'none'
    ? withdrawRelease(id, version)
    : publishAt(id, moment === 'now' ? null : moment.at, version)

const useIsBlocked = (release: ReleaseDetail): boolean =>
  useQuery(checklistQuery(release)).data?.some(({ is_required }) => is_required) ??
  release.tracks.length === 0

interface PublicationActsProps {
  release: ReleaseDetail
  telling: Telling
}

export function PublicationActs({ release, telling }: PublicationActsProps) {
  const { accept, refresh } = useReleaseChange(release.id)
  const [isScheduling, setIsScheduling] = useState(false)
  const edit = useEdit(versionOf(release), send(release.id), accept)
  const isBlocked = useIsBlocked(release)
  const act = async (moment: Moment, words: string) => {
    telling.tell('')
    if (!(await edit.save(moment))) return
    setIsScheduling(false)
    telling.tell(words, true)
  }
  const isAskingMoment = isScheduling && !edit.conflict
  return (
    <div className="flex flex-col gap-3">
      <ConflictView edit={edit} onTakeTheirs={refresh} />
      {edit.error !== null && !isAskingMoment && <FormError>{messageOf(edit.error)}</FormError>}
      <Buttons
        release={release}
        isBlocked={isBlocked || edit.isSaving}
        isSaving={edit.isSaving}
        onAct={(moment, words) => void act(moment, words)}
        onSchedule={() => setIsScheduling(true)}
      />
      {(release.state === 'draft' || release.state === 'withdrawn') && (
        <WhenReady release={release} />
      )}
      {isAskingMoment && (
        <ScheduleDialog
          at={release.publish_at}
          error={edit.error}
          isSaving={edit.isSaving}
          onChoose={(at) => void act({ at }, 'The date is set.')}
          onClose={() => {
            edit.giveUp()
            setIsScheduling(false)
          }}
        />
      )}
    </div>
  )
}

interface ButtonsProps {
  release: ReleaseDetail
  isBlocked: boolean
  isSaving: boolean
  onAct: (moment: Moment, words: string) => void
  onSchedule: () => void
}

function Buttons({ release, isBlocked, isSaving, onAct, onSchedule }: ButtonsProps) {
  const { state, publish_at } = release
  if (state === 'taken_down' && publish_at === null) return null
  if (state === 'published' || state === 'taken_down')
    return (
      <Button
        look="outline"
        disabled={isSaving}
        onClick={() => onAct('none', 'It is withdrawn: nobody but your team sees it now.')}
      >
        Unpublish
      </Button>
    )
  const isScheduled = state === 'scheduled'
  return (
    <>
      <Button disabled={isBlocked} onClick={() => onAct('now', 'It is out.')}>
        {isScheduled ? 'Publish now' : 'Publish'}
      </Button>
      <Button look="outline" disabled={isBlocked} onClick={onSchedule}>
        {isScheduled ? 'Change the date…' : 'Schedule…'}
      </Button>
      {isScheduled && (
        <Button
          look="quiet"
          disabled={isSaving}
          onClick={() => onAct('none', 'The date is canceled. It is a draft again.')}
        >
          Cancel the date
        </Button>
      )}
    </>
  )
}
