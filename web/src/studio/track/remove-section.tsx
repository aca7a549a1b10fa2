/** Takes the track off its release. */
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { deleteTrack } from '@/api/catalog'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Section, useTelling } from '@/ui/section'

import type { EditedTrack } from './edited-track'
import { useTrackRefresh } from './use-track-change'

export function RemoveSection({ track }: EditedTrack) {
  const telling = useTelling()
  const navigate = useNavigate()
  const refresh = useTrackRefresh()
  const [isAsking, setIsAsking] = useState(false)
  const isKept = track.upload?.state !== 'waiting'
  const onDone = async () => {
    await navigate({
      to: '/studio/releases/$id',
      params: { id: track.release.id },
      ignoreBlocker: true,
    })
    await refresh()
  }
  return (
    <Section title="Delete" telling={telling}>
      <p className="text-ink2">{isKept ? KEPT : NOT_KEPT}</p>
      <Button look="danger" className="self-start" onClick={() => setIsAsking(true)}>
        Delete this track…
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={
            <>
              Delete <bdi>{track.title}</bdi>
            </>
          }
          action="Delete the track"
          onConfirm={() => deleteTrack(track.id)}
          onDone={() => void onDone()}
          onCancel={() => setIsAsking(false)}
        >
          {isKept ? KEPT : NOT_KEPT}
        </ConfirmDialog>
      )}
    </Section>
  )
}

const KEPT = 'It goes into the bin of its release, and can be put back for 30 days.'
const NOT_KEPT = 'Its file hasn’t come yet, so it goes for good.'
