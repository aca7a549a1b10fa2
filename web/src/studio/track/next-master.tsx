/** The file that is to take the place of the present one: how far it is, and how to give it up. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { retryUpload } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import type { Track, Upload } from '@/api/types'
import { ACCEPT } from '@/studio/audio-files'
import { arrivedWords } from '@/studio/choose-again'
import { Remarks } from '@/studio/remarks'
import { Stepper } from '@/studio/stepper'
import type { Transfer } from '@/studio/uploads'
import { Button } from '@/ui/button'
import type { Telling } from '@/ui/section'

import { FileChoice } from './file-choice'
import { giveUpReplacement, sendOn, useMasterTransfer } from './master-center'
import { MasterTransfer } from './master-transfer'
import { useTrackRefresh } from './use-track-change'

interface NextMasterProps {
  /** With the file in question as its next one. */
  track: Track
  next: Upload
  telling: Telling
}

const COMING =
  'takes the place of the present file. The old sound plays until the new one is ready.'
const FAILED = 'can’t take the place of the present file, which stays.'

export function NextMaster({ track, next, telling }: NextMasterProps) {
  const transfer = useMasterTransfer(next.id)
  const refresh = useTrackRefresh()
  const cancel = useMutation({
    mutationFn: () => giveUpReplacement(track.id),
    onSuccess: () => telling.tell('Canceled. The file stays as it is.', true),
    onSettled: refresh,
  })
  return (
    <div
      role="group"
      aria-label="New file"
      className="flex flex-col gap-3 rounded-card border border-line bg-paper2 p-4"
    >
      <p>
        <bdi className="font-semibold wrap-anywhere">{next.file_name}</bdi>
        <span className="block text-sm text-ink2">{next.state === 'failed' ? FAILED : COMING}</span>
      </p>
      <Progress track={track} next={next} transfer={transfer} />
      <Remarks upload={next} />
      {cancel.error && (
        <p role="alert" className="text-sm font-medium text-bad">
          {messageOf(cancel.error)}
        </p>
      )}
      <Button
        look="outline"
        className="self-start"
        disabled={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        {next.state === 'failed' ? 'Keep the present file' : 'Cancel the replacement'}
      </Button>
    </div>
  )
}

type ProgressProps = Pick<NextMasterProps, 'track' | 'next'> & { transfer?: Transfer }

function Progress({ track, next, transfer }: ProgressProps) {
  if (next.state === 'failed') return <Refused next={next} />
  if (next.state !== 'waiting') return <Stepper steps={next.steps} />
  if (transfer?.state === 'sent') return <p className="text-sm text-ink2">The file has arrived.</p>
  if (transfer) return <MasterTransfer transfer={transfer} />
  return <SendAgain track={track} next={next} />
}

/** The server's own words, with a retry where trying again can help. */
function Refused({ next: { id, error } }: Pick<NextMasterProps, 'next'>) {
  const refresh = useTrackRefresh()
  const retry = useMutation({ mutationFn: () => retryUpload(id), onSettled: refresh })
  const words = error?.message ?? 'This file could not be processed.'
  return (
    <>
      <p role="alert" className="text-sm font-medium text-bad">
        {retry.error ? messageOf(retry.error) : words}
      </p>
      {error?.can_retry && (
        <Button
          look="outline"
          className="self-start"
          disabled={retry.isPending}
          onClick={() => retry.mutate()}
        >
          Try again
        </Button>
      )}
    </>
  )
}

/** After a reload the browser doesn't have the file any more. */
function SendAgain({ track, next }: Pick<NextMasterProps, 'track' | 'next'>) {
  const [isOther, setIsOther] = useState(false)
  const take = (file: File) => {
    setIsOther(file.size !== next.bytes)
    if (file.size === next.bytes) sendOn(track, file)
  }
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-warn" role={isOther ? 'alert' : undefined}>
        {isOther
          ? `That is another file. Choose “${next.file_name}”, or cancel the replacement.`
          : arrivedWords(next, 'cancel the replacement')}
      </p>
      <FileChoice accept={ACCEPT} onFile={take}>
        Choose the file
      </FileChoice>
    </div>
  )
}
