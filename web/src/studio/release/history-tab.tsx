/** Who changed what of the release, and taking it back. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { HISTORY_KEY, releaseHistoryQuery, undoReleaseAct } from '@/api/history'
import { HistoryList } from '@/studio/history/history-list'
import { useReleaseChange } from '@/studio/use-release'
import { Section, useTelling } from '@/ui/section'

import { TAB_PAGE, useEditedRelease } from './edited-release'

const INTRO =
  'Every change, by people and by Segue itself. Each can be undone, unless somebody has changed the same thing since; whether and when the release is out is decided under Publication.'

export function HistoryTab() {
  const release = useEditedRelease()
  const { id, version, can_edit, tracks } = release
  const { accept } = useReleaseChange(id)
  const client = useQueryClient()
  // Others may change it while this is open.
  useEffect(
    () => void client.invalidateQueries({ queryKey: [HISTORY_KEY, 'release', id] }),
    [client, id, version],
  )
  return (
    <div className={TAB_PAGE}>
      <Section title="History" intro={INTRO} telling={useTelling()}>
        <HistoryList
          query={releaseHistoryQuery(id)}
          titles={Object.fromEntries(tracks.map((track) => [track.id, track.title]))}
          onUndo={can_edit ? (act) => undoReleaseAct(id, act) : undefined}
          onUndone={accept}
        />
      </Section>
    </div>
  )
}
