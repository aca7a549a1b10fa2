/** Files that are to take the place of others: sent like those of new tracks, apart from them, since giving one up leaves the track. */
import { useStore } from 'zustand'

import { announceMaster, cancelReplacement } from '@/api/track-edits'
import type { Track } from '@/api/types'
import { rememberFile } from '@/studio/fingerprints'
import { sendFile } from '@/studio/send-file'
import { announcedAs, createUploadCenter, guardLeaving, type Transfer } from '@/studio/uploads'

export const masterCenter = createUploadCenter({
  announce: () => Promise.reject(new Error('A replacement is announced before it is sent.')),
  send: sendFile,
  forget: cancelReplacement,
})

guardLeaving(masterCenter)

/** Raises ApiError. */
export async function replaceMaster(track: Track, file: File): Promise<Track> {
  const answer = await announceMaster(track.id, file.name, file.size)
  const { next_upload: upload } = answer
  // The server has nothing of it yet: it begins with its first byte.
  if (upload) rememberFile(upload.id, file)
  sendOn(answer, file)
  return answer
}

/** Sends what was announced, on from what has arrived if it is the same file. */
export function sendOn(track: Track, file: File): void {
  const { next_upload: upload } = track
  const announced = announcedAs({ ...track, upload })
  masterCenter.resend(track.release.id, file, announced, upload?.received_bytes ?? 0)
}

/** The one that sends this upload, if this page does. */
export const useMasterTransfer = (uploadId: string): Transfer | undefined =>
  useStore(masterCenter.store, ({ transfers }) =>
    transfers.find(({ announced }) => announced?.uploadId === uploadId),
  )

/** Raises ApiError. */
export async function giveUpReplacement(trackId: string): Promise<void> {
  const { transfers } = masterCenter.store.getState()
  const sending = transfers.find(({ announced }) => announced?.trackId === trackId)
  if (sending) await masterCenter.cancel(sending.key)
  else await cancelReplacement(trackId)
}
