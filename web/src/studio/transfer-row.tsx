/** A file on its way that is not a track yet, and how far a file has come. */
import { Button, IconButton } from '@/ui/button'
import { CloseIcon } from '@/ui/icons'

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
        <CancelButton transfer={transfer} />
      </div>
      <div className="ps-11">
        <TransferProgress transfer={transfer} />
      </div>
    </li>
  )
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)

export function TransferProgress({ transfer }: { transfer: Transfer }) {
  const { key, file, state, sentBytes, error } = transfer
  if (state === 'failed') return <Refused transferKey={key} error={error} name={file.name} />
  const percent = Math.floor((sentBytes / file.size) * 100)
  const words =
    state === 'queued'
      ? 'Waiting for its turn'
      : `Uploading ${percent}% · ${megabytes(sentBytes)} of ${megabytes(file.size)} MB`
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm text-ink2">{words}</span>
      <progress
        aria-label={`Upload of ${file.name}`}
        max={100}
        value={percent}
        className="bar h-1.5 w-full"
      />
    </div>
  )
}

export function CancelButton({ transfer }: { transfer: Transfer }) {
  return (
    <IconButton
      label={`Cancel ${transfer.file.name}`}
      onClick={() => void uploadCenter.cancel(transfer.key)}
    >
      <CloseIcon size={20} />
    </IconButton>
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
        onClick={() => uploadCenter.retry(transferKey)}
      >
        Try again
      </Button>
    </div>
  )
}
