/** Sends a file's bytes, by whichever way the server asks for. */
import type { Upload } from '@/api/types'

import { sendByTus } from './send-by-tus'
import { sendToS3 } from './send-to-s3'

export interface Sending {
  uploadId: string
  uploadUrl: string
  transport: Upload['transport']
  file: File
  /** Forget what has arrived: it was of another file. */
  isAnew: boolean
}

export interface SendingEvents {
  onProgress: (sentBytes: number) => void
  /** Nothing moves until the server or the network is back; then it goes on by itself. */
  onStall: (isStalled: boolean) => void
}

/** Resolves once all of it has arrived. An abort leaves what has arrived, to go on from later. */
export type SendFile = (
  sending: Sending,
  events: SendingEvents,
  signal: AbortSignal,
) => Promise<void>

export const sendFile: SendFile = (sending, events, signal) =>
  (sending.transport === 's3' ? sendToS3 : sendByTus)(sending, events, signal)
