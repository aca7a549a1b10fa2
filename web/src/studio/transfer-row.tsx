/** A file on its way that is not a track yet, and how far a file has come. */
import { Button, IconButton } from '@/ui/button'
import { CloseIcon, PauseIcon, PlayIcon } from '@/ui/icons'

import { progressWords } from './rate'
import { uploadCenter, type Transfer } from './uploads'

export const SMALL_BUTTON = 'min-h-9 px-3 text-sm'

export function TransferRow({ transfer }: { transfer: Transfer }) {
  return (
    <li className="flex flex-col gap-2 border-b border-line py-3">
      <div className="flex items-center gap-3">
        <span className="w-8 text-center text-sm text-ink3" aria-hidden="true">
          –
        </span>
        <bdi className="min-w-0 flex-1 truncate font-medium">{transfer.file.name}</bdi>
        <TransferButtons transfer={transfer} />
      </div>
      <div className="ps-11">
        <TransferProgress transfer={transfer} />
      </div>
    </li>
  )
}

export const STANDING: Record<Exclude<Transfer['state'], 'failed'>, string> = {
  queued: 'Waiting for its turn',
  sending: 'Uploading',
  stalled: 'Waiting for the connection',
  paused: 'Paused',
  sent: 'Uploaded',
}

export function TransferProgress({ transfer }: { transfer: Transfer }) {
  const { key, file, state, sentBytes, rateBps, error } = transfer
  if (state === 'failed') return <Refused transferKey={key} error={error} name={file.name} />
  const percent = Math.floor((sentBytes / file.size) * 100)
  const isShown = state !== 'queued' || sentBytes > 0
  const rate = state === 'sending' ? rateBps : null
  const words = [STANDING[state], ...(isShown ? [progressWords(sentBytes, file.size, rate)] : [])]
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm text-ink2">{words.join(' · ')}</span>
      <progress
        aria-label={`Upload of ${file.name}`}
        max={100}
        value={percent}
        className="bar h-1.5 w-full"
      />
    </div>
  )
}

/** Pause or go on, and cancel: ordinary buttons, so that keyboards reach them. */
export function TransferButtons({ transfer }: { transfer: Transfer }) {
  const { key, state, file } = transfer
  return (
    <>
      {(state === 'sending' || state === 'stalled') && (
        <IconButton label={`Pause ${file.name}`} onClick={() => uploadCenter.pause(key)}>
          <PauseIcon size={20} />
        </IconButton>
      )}
      {state === 'paused' && (
        <IconButton label={`Resume ${file.name}`} onClick={() => uploadCenter.resume(key)}>
          <PlayIcon size={20} />
        </IconButton>
      )}
      <IconButton label={`Cancel ${file.name}`} onClick={() => void uploadCenter.cancel(key)}>
        <CloseIcon size={20} />
      </IconButton>
    </>
  )
}

interface RefusedProps {
  transferKey: string
  error: string
  name: string
}

function Refused({ transferKey, error, name }: RefusedProps) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 flex-1 text-sm font-medium text-bad">{error}</p>
      <Button
        look="outline"
        className={SMALL_BUTTON}
        aria-label={`Try again: ${name}`}
        onClick={() => uploadCenter.resume(transferKey)}
      >
        Try again
      </Button>
    </div>
  )
}
