/** One track in the editor: its title, and below it whatever its file is going through. */
import { useMutation } from '@tanstack/react-query'
import { type ReactNode } from 'react'

import { deleteTrack, editTrack, retryUpload } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import type { Track, Upload } from '@/api/types'
import { clock } from '@/player/time'
import { Button, IconButton } from '@/ui/button'
import { CloseIcon, WarningIcon } from '@/ui/icons'

import { ChooseAgain } from './choose-again'
import { SavedField } from './saved-field'
import { Stepper } from './stepper'
import { CancelButton, SMALL_BUTTON, TransferProgress } from './transfer-row'
import { uploadCenter, type Transfer } from './uploads'
import { useReleaseChange } from './use-release'

interface ProgressProps {
  track: Track
  transfer?: Transfer
}

interface TrackRowProps extends ProgressProps {
  /** Counted here: the server's positions have gaps where a track was removed. */
  number: number
}

export function TrackRow({ track, number, transfer }: TrackRowProps) {
  const { refresh } = useReleaseChange(track.release.id)
  const remove = useMutation({
    mutationFn: () => deleteTrack(track.id),
    onSuccess: () => {
      uploadCenter.forgetTrack(track.id)
      refresh()
    },
  })
  const save = async (title: string) => {
    await editTrack(track.id, { title })
    refresh()
  }
  const isOnItsWay = transfer?.state === 'queued' || transfer?.state === 'sending'
  return (
    <li aria-label={track.title} className="flex flex-col gap-2 border-b border-line py-3">
      <div className="flex items-center gap-3">
        <span className="w-8 text-center text-sm text-ink3">{number}</span>
        <SavedField
          label={`Title of track ${number}`}
          value={track.title}
          onSave={save}
          isLabelHidden
        />
        <span className="w-12 text-end text-sm text-ink2 max-sm:empty:hidden">
          {track.duration_ms ? clock(track.duration_ms) : ''}
        </span>
        {isOnItsWay ? (
          <CancelButton transfer={transfer} />
        ) : (
          <IconButton
            label={`Remove ${track.title}`}
            disabled={remove.isPending}
            onClick={() => remove.mutate()}
          >
            <CloseIcon size={20} />
          </IconButton>
        )}
      </div>
      <div className="ps-11 empty:hidden">
        <Progress track={track} transfer={transfer} />
        {remove.error && (
          <p role="alert" className="text-sm text-bad">
            {messageOf(remove.error)}
          </p>
        )}
      </div>
    </li>
  )
}

function Progress({ track, transfer }: ProgressProps): ReactNode {
  const { upload } = track
  if (!upload || upload.state === 'ready') return null
  if (upload.state === 'failed') return <Failure track={track} upload={upload} />
  if (upload.state === 'processing') return <Stepper steps={upload.steps} />
  if (transfer?.state === 'sent') return <p className="text-sm text-ink2">The file has arrived.</p>
  if (transfer) return <TransferProgress transfer={transfer} />
  return <ChooseAgain track={track} upload={upload} />
}

/** The server's own words, with a retry where trying again can help. */
function Failure({ track, upload }: { track: Track; upload: Upload }) {
  const { refresh } = useReleaseChange(track.release.id)
  const retry = useMutation({ mutationFn: () => retryUpload(upload.id), onSettled: refresh })
  const message = upload.error?.message ?? 'This file could not be processed.'
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3">
      <p className="flex min-w-0 flex-1 gap-2 text-sm font-medium text-bad">
        <WarningIcon size={18} className="mt-px shrink-0" />
        <span>{retry.error ? messageOf(retry.error) : message}</span>
      </p>
      {upload.error?.can_retry && (
        <Button
          look="outline"
          className={SMALL_BUTTON}
          aria-label={`Retry ${track.title}`}
          disabled={retry.isPending}
          onClick={() => retry.mutate()}
        >
          Retry
        </Button>
      )}
    </div>
  )
}
