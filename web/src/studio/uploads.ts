/** The upload center: sends files two at a time, pauses and resumes, and outlives every screen of the app. */
import { createStore } from 'zustand/vanilla'

import { addTrack, deleteTrack } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import type { Track } from '@/api/types'

import { forgetFile, isSameFile, rememberFile } from './fingerprints'
import { createRateMeter } from './rate'
import { sendFile, type SendFile, type Sending } from './send-file'
import { discOf } from './tracks/disc-folders'
import type { Found } from './tracks/found-files'

const MAX_AT_ONCE = 2
const MOVING: ReadonlySet<Transfer['state']> = new Set(['queued', 'sending', 'stalled'])

/** Where the server wants the bytes, once it has been told of the file. */
export interface Announced {
  trackId: string
  uploadId: string
  uploadUrl: string
  transport: Sending['transport']
}

export interface Transfer {
  key: string
  releaseId: string
  file: File
  /** Of the folder that it lay in, if that names one. */
  disc: number | null
  announced: Announced | null
  /** Stalled ones go on by themselves; paused ones when asked. */
  state: 'queued' | 'sending' | 'stalled' | 'paused' | 'sent' | 'failed'
  sentBytes: number
  rateBps: number | null
  error: string
  isAnew: boolean
}

interface Server {
  announce: (releaseId: string, file: File, disc: number | null) => Promise<Announced>
  send: SendFile
  forget: (trackId: string) => Promise<unknown>
}

export function announcedAs({ id, upload }: Track): Announced {
  if (!upload) throw new Error('The server named no upload for this track.')
  const { id: uploadId, upload_url: uploadUrl, transport } = upload
  return { trackId: id, uploadId, uploadUrl, transport }
}

const realServer: Server = {
  announce: async (releaseId, file, disc) =>
    announcedAs(await addTrack(releaseId, file.name, file.size, disc)),
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
      const announced = await server.announce(transfer.releaseId, transfer.file, transfer.disc)
      if (find(key)) change(key, { announced })
      else await server.forget(announced.trackId)
    } catch (error) {
      fail(key, error)
    }
    pump()
  }

  async function send(transfer: Transfer, announced: Announced): Promise<void> {
    const { key, file, isAnew } = transfer
    const abort = new AbortController()
    aborts.set(key, abort)
    change(key, { state: 'sending', error: '', rateBps: null })
    const meter = createRateMeter()
    let hasBegun = false
    const events = {
      onProgress(sentBytes: number) {
        // From here on, what the server has is of this file.
        if (!hasBegun) rememberFile(announced.uploadId, file)
        hasBegun = true
        const rateBps = meter.note(sentBytes, performance.now())
        change(key, { sentBytes, rateBps, isAnew: false })
      },
      onStall(isStalled: boolean) {
        if (!abort.signal.aborted) change(key, { state: isStalled ? 'stalled' : 'sending' })
      },
    }
    try {
      await server.send({ ...announced, file, isAnew }, events, abort.signal)
      change(key, { state: 'sent', sentBytes: file.size })
      forgetFile(announced.uploadId)
    } catch (error) {
      if (!abort.signal.aborted) fail(key, error)
    }
    if (aborts.get(key) === abort) aborts.delete(key)
    pump()
  }

  /** Starts what may start. */
  function pump(): void {
    for (const transfer of all()) {
      if (aborts.size >= MAX_AT_ONCE) return
      const { state, announced } = transfer
      if (state === 'queued' && announced && !aborts.has(transfer.key))
        void send(transfer, announced)
    }
  }

  function add(releaseId: string, file: File, known: Partial<Transfer> = {}): void {
    const key = `t${++lastKey}`
    const transfer: Transfer = {
      ...{ key, releaseId, file, disc: null, announced: null, state: 'queued' },
      ...{ sentBytes: 0, rateBps: null, error: '', isAnew: false },
      ...known,
    }
    store.setState(({ transfers }) => ({ transfers: [...transfers, transfer] }))
    if (transfer.announced) pump()
    else announcing = announcing.then(() => announce(key))
  }

  return {
    store,
    add: (releaseId: string, found: Found[]) =>
      found.forEach(({ file, path }) => add(releaseId, file, { disc: discOf(path) })),

    /** Goes on with a track that never got all of its bytes; another file than before begins anew. */
    resend(releaseId: string, file: File, announced: Announced, arrivedBytes: number): void {
      for (const { key, announced: known } of all())
        if (known?.trackId === announced.trackId) drop(key)
      const isAnew = !isSameFile(announced.uploadId, file)
      add(releaseId, file, { announced, isAnew, sentBytes: isAnew ? 0 : arrivedBytes })
    },

    /** Stops sending, and keeps what has arrived. */
    pause(key: string): void {
      const transfer = find(key)
      if (!transfer || !MOVING.has(transfer.state)) return
      change(key, { state: 'paused', rateBps: null })
      aborts.get(key)?.abort()
    },

    /** Goes on with what was paused or has failed, from where it stands. */
    resume(key: string): void {
      const transfer = find(key)
      if (transfer?.state !== 'failed' && transfer?.state !== 'paused') return
      change(key, { state: 'queued', error: '' })
      if (transfer.announced) pump()
      else announcing = announcing.then(() => announce(key))
    },

    /** Stops a transfer and takes its track off the release. */
    async cancel(key: string): Promise<void> {
      const announced = find(key)?.announced
      drop(key)
      aborts.get(key)?.abort()
      if (!announced) return
      forgetFile(announced.uploadId)
      await server.forget(announced.trackId)
    },

    /** Stops and forgets a track's transfer, when the track itself is gone. */
    forgetTrack(trackId: string): void {
      for (const { key, announced } of all()) {
        if (announced?.trackId !== trackId) continue
        drop(key)
        aborts.get(key)?.abort()
        forgetFile(announced.uploadId)
      }
    },

    isMoving: () => all().some(({ state }) => MOVING.has(state)),
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
