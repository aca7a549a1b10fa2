/** What a track's file is going through, and what there is to know about it. */
import { useMutation } from '@tanstack/react-query'
import { type ReactNode } from 'react'

import { retryUpload } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import type { Track, Upload } from '@/api/types'
import { Button } from '@/ui/button'
import { WarningIcon } from '@/ui/icons'

import { ChooseAgain } from './choose-again'
import { Remarks } from './remarks'
import { Stepper } from './stepper'
import { SMALL_BUTTON, TransferProgress } from './transfer-row'
import type { Transfer } from './uploads'
import { useReleaseChange } from './use-release'

interface TrackFileProps {
  track: Track
  upload: Upload
  transfer?: Transfer
}

export const TrackFile = (props: TrackFileProps) => (
  <>
    <Progress {...props} />
    <Remarks upload={props.upload} />
  </>
)

function Progress({ track, upload, transfer }: TrackFileProps): ReactNode {
  if (upload.state === 'ready') return <Qualities track={track} upload={upload} />
  if (upload.state === 'failed')
    return (
      <Stopped track={track} upload={upload} error={upload.error} className="text-bad">
        <bdi className="block font-normal text-ink2">{upload.file_name}</bdi>
        {upload.error?.message ?? 'This file could not be processed.'}
      </Stopped>
    )
  if (upload.state === 'processing') return <Stepper steps={upload.steps} />
  if (transfer?.state === 'sent') return <p className="text-sm text-ink2">The file has arrived.</p>
  if (transfer) return <TransferProgress transfer={transfer} />
  return <ChooseAgain track={track} upload={upload} />
}

/** A track plays from its first quality on; the rest is made when nobody waits for the server. */
function Qualities({ track, upload }: Omit<TrackFileProps, 'transfer'>) {
  const { done, total, error } = upload.qualities ?? { done: 0, total: 0, error: null }
  if (done >= total) return null
  const made = `Ready to play · ${done} of ${total} qualities made`
  if (!error) return <p className="text-sm text-ink2">{made}</p>
  return (
    <Stopped track={track} upload={upload} error={error} className="text-warn">
      {made}. {error.message}
    </Stopped>
  )
}

interface StoppedProps {
  track: Track
  upload: Upload
  error: Upload['error']
  className: string
  children: ReactNode
}

/** The server's own words, with a retry where trying again can help. */
function Stopped({ track, upload, error, className, children }: StoppedProps) {
  const { refresh } = useReleaseChange(track.release.id)
  const retry = useMutation({ mutationFn: () => retryUpload(upload.id), onSettled: refresh })
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className={`flex min-w-0 flex-1 basis-56 gap-2 text-sm font-medium ${className}`}>
        <WarningIcon size={18} className="mt-px shrink-0" />
        <span className="wrap-anywhere">{retry.error ? messageOf(retry.error) : children}</span>
      </p>
      {error?.can_retry && (
        <Button
          look="outline"
          className={SMALL_BUTTON}
          aria-label={`Try again: ${track.title}`}
          disabled={retry.isPending}
          onClick={() => retry.mutate()}
        >
          Try again
        </Button>
      )}
    </div>
  )
}
