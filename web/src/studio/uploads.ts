/** The upload center: sends files two at a time and outlives every screen of the app. */
import { createStore } from 'zustand/vanilla'

import { addTrack, deleteTrack } from '@/api/catalog'
import { messageOf } from '@/api/problem'

import { sendFile, type SendFile } from './send-file'

const MAX_AT_ONCE = 2

export interface Transfer {
  key: string
  releaseId: string
  file: File
  /** Known once the server has been told of the file. */
  trackId: string | null
  uploadId: string | null
  state: 'queued' | 'sending' | 'sent' | 'failed'
  sentBytes: number
  error: string
}

interface Announced {
  trackId: string
  uploadId: string
}

interface Server {
  announce: (releaseId: string, file: File) => Promise<Announced>
  send: SendFile
  forget: (trackId: string) => Promise<unknown>
}

const realServer: Server = {
  async announce(releaseId, file) {
    const track = await addTrack(releaseId, file.name, file.size)
    if (!track.upload) throw new Error('The server named no upload for this track.')
    return { trackId: track.id, uploadId: track.upload.id }
  },
  send: sendFile,
  forget: deleteTrack,
}

export function createUploadCenter(server: Server = realServer) {
  const store = createStore<{ transfers: Transfer[] }>(() => ({ transfers: [] }))
  const aborts = new Map<string, AbortController>()
  /** Announcing one after the other keeps the tracks in the order of the files. */
  let announcing: Promise<void> = Promise.resolve()
  let lastKey = 0

  const all = () => store.getState().transfers
  const find = (key: string) => all().find((transfer) => transfer.key === key)
  const change = (key: string, part: Partial<Transfer>) =>
    store.setState(({ transfers }) => ({
      transfers: transfers.map((each) => (each.key === key ? { ...each, ...part } : each)),
    }))
  const drop = (key: string) =>
    store.setState(({ transfers }) => ({ transfers: transfers.filter((t) => t.key !== key) }))
  const fail = (key: string, error: unknown) =>
    change(key, { state: 'failed', error: messageOf(error) })

  async function announce(key: string): Promise<void> {
    const transfer = find(key)
    if (!transfer) return
    try {
      const announced = await server.announce(transfer.releaseId, transfer.file)
      if (find(key)) change(key, announced)
      else await server.forget(announced.trackId)
    } catch (error) {
      fail(key, error)
    }
    pump()
  }

  async function send(key: string, uploadId: string, file: File): Promise<void> {
    const abort = new AbortController()
    aborts.set(key, abort)
    change(key, { state: 'sending', sentBytes: 0, error: '' })
    try {
      await server.send(uploadId, file, (sentBytes) => change(key, { sentBytes }), abort.signal)
      change(key, { state: 'sent', sentBytes: file.size })
    } catch (error) {
      if (!abort.signal.aborted) fail(key, error)
    }
    aborts.delete(key)
    pump()
  }

  /** Starts what may start. */
  function pump(): void {
    for (const { key, state, uploadId, file } of all()) {
      if (aborts.size >= MAX_AT_ONCE) return
      if (state === 'queued' && uploadId) void send(key, uploadId, file)
    }
  }

  function add(releaseId: string, file: File, announced?: Announced): void {
    const key = `t${++lastKey}`
    const known = announced ?? { trackId: null, uploadId: null }
    const transfer: Transfer = {
      ...{ key, releaseId, file, ...known },
      ...{ state: 'queued', sentBytes: 0, error: '' },
    }
    store.setState(({ transfers }) => ({ transfers: [...transfers, transfer] }))
    if (announced) pump()
    else announcing = announcing.then(() => announce(key))
  }

  return {
    store,
    add: (releaseId: string, files: File[]) => files.forEach((file) => add(releaseId, file)),

    /** Sends a file again for a track that never got all of its bytes. */
    resend(releaseId: string, file: File, announced: Announced): void {
      for (const { key, trackId } of all()) if (trackId === announced.trackId) drop(key)
      add(releaseId, file, announced)
    },

    /** Sends a failed transfer again. */
    retry(key: string): void {
      const transfer = find(key)
      if (transfer?.state !== 'failed') return
      change(key, { state: 'queued', error: '' })
      if (transfer.uploadId) pump()
      else announcing = announcing.then(() => announce(key))
    },

    /** Stops a transfer and takes its track off the release. */
    async cancel(key: string): Promise<void> {
      const transfer = find(key)
      drop(key)
      aborts.get(key)?.abort()
      if (transfer?.trackId) await server.forget(transfer.trackId)
    },

    /** Forgets what is known of a track's transfer, when the track itself is gone. */
    forgetTrack(trackId: string): void {
      for (const transfer of all()) if (transfer.trackId === trackId) drop(transfer.key)
    },

    isMoving: () => all().some(({ state }) => state === 'queued' || state === 'sending'),
  }
}

export type UploadCenter = ReturnType<typeof createUploadCenter>

export const uploadCenter = createUploadCenter()

/** Leaving the page asks first, but only while bytes are moving. */
export function guardLeaving(center: UploadCenter = uploadCenter): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault()
  let isGuarded = false
  center.store.subscribe(() => {
    if (center.isMoving() === isGuarded) return
    isGuarded = !isGuarded
    if (isGuarded) window.addEventListener('beforeunload', ask)
    else window.removeEventListener('beforeunload', ask)
  })
}

guardLeaving()
