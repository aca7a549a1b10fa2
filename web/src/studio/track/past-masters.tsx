/** Files that the track had before, to go back to for a while. */
import { useMutation } from '@tanstack/react-query'

import { messageOf } from '@/api/problem'
import { type PastMaster, restoreMaster } from '@/api/track-edits'
import type { Track } from '@/api/types'
import { Button } from '@/ui/button'
import { Row } from '@/ui/row'
import type { Telling } from '@/ui/section'
import { When } from '@/ui/when'

import { shortFacts } from './master-facts'
import { useTrackRefresh } from './use-track-change'

interface PastMastersProps {
  track: Track
  past: PastMaster[]
  telling: Telling
}

export function PastMasters({ track, past, telling }: PastMastersProps) {
  if (past.length === 0) return null
  return (
    <div className="flex flex-col gap-1">
      <h3 className="text-lg font-semibold">Files before</h3>
      <ul className="border-t border-line">
        {past.map((master) => (
          <PastRow key={master.id} track={track} master={master} telling={telling} />
        ))}
      </ul>
    </div>
  )
}

interface PastRowProps {
  track: Track
  master: PastMaster
  telling: Telling
}

function PastRow({ track, master, telling }: PastRowProps) {
  const refresh = useTrackRefresh()
  const restore = useMutation({
    mutationFn: async () => {
      await restoreMaster(track.id, master.id)
      await refresh()
    },
    onSuccess: () => telling.tell(`“${master.file_name}” is the track’s file again.`, true),
  })
  return (
    <Row
      title={master.file_name}
      facts={
        <>
          {shortFacts(master)}
          <br />
          Replaced <When at={master.replaced_at} />, kept until{' '}
          <When at={master.removed_after} isDay />
        </>
      }
      error={restore.error && messageOf(restore.error)}
      actions={
        <Button
          look="quiet"
          aria-label={`Go back to ${master.file_name}`}
          disabled={restore.isPending}
          onClick={() => restore.mutate()}
        >
          Go back to it
        </Button>
      }
    />
  )
}
