import { beforeEach, describe, expect, test, vi } from 'vitest'

import { ApiError } from '@/api/problem'

import type { Sending, SendingEvents } from './send-file'
import { ofInput } from './tracks/found-files'
import { createUploadCenter, guardLeaving, type Announced } from './uploads'

const fileOf = (name: string, bytes = 1000) => new File([new Uint8Array(bytes)], name)
const announcedOf = (name: string): Announced => ({
  trackId: `track-${name}`,
  uploadId: name,
  uploadUrl: `/uploads/${name}`,
  transport: 'tus',
})
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

interface Attempt {
  sending: Sending
  events: SendingEvents
  signal: AbortSignal
  done: () => void
  fail: (error: Error) => void
}

function makeCenter() {
  const sending = new Map<string, Attempt>()
  const announced: string[] = []
  const forgotten: string[] = []
  const center = createUploadCenter({
    announce: (_, file, disc) => {
      announced.push(disc ? `${disc}: ${file.name}` : file.name)
      return Promise.resolve(announcedOf(file.name))
    },
    send: (what, events, signal) =>
      new Promise((done, fail) => {
        sending.set(what.uploadId, { sending: what, events, signal, done, fail })
        signal.addEventListener('abort', () => fail(new DOMException('', 'AbortError')))
      }),
    forget: (trackId) => {
      forgotten.push(trackId)
      return Promise.resolve()
    },
  })
  const states = () =>
    Object.fromEntries(
      center.store.getState().transfers.map(({ file, state }) => [file.name, state]),
    )
  return { center, sending, announced, forgotten, states }
}

describe('the upload center', () => {
  let made: ReturnType<typeof makeCenter>
  beforeEach(async () => {
    localStorage.clear()
    made = makeCenter()
    made.center.add('r', ofInput([fileOf('1.flac'), fileOf('2.flac'), fileOf('3.flac')]))
    await settle()
  })

  test('announces in order and sends two at once', () => {
    expect(made.announced).toEqual(['1.flac', '2.flac', '3.flac'])
    expect(made.states()).toEqual({ '1.flac': 'sending', '2.flac': 'sending', '3.flac': 'queued' })
  })

  test('says on which disc a file belongs, where its folder does', async () => {
    const other = makeCenter()
    other.center.add('r', [
      { file: fileOf('a.flac'), path: 'Tides/CD 2/a.flac' },
      { file: fileOf('b.flac'), path: 'Tides/b.flac' },
    ])
    await settle()
    expect(other.announced).toEqual(['2: a.flac', 'b.flac'])
  })

  test('a track that was taken off is not sent any more', async () => {
    made.center.forgetTrack('track-1.flac')
    await settle()
    expect(made.sending.get('1.flac')?.signal.aborted).toBe(true)
    expect(made.states()).toEqual({ '2.flac': 'sending', '3.flac': 'sending' })
    expect(made.forgotten).toEqual([])
  })

  test('starts the next when one has arrived', async () => {
    made.sending.get('1.flac')?.done()
    await settle()
    expect(made.states()).toEqual({ '1.flac': 'sent', '2.flac': 'sending', '3.flac': 'sending' })
  })

  test('counts bytes', () => {
    made.sending.get('2.flac')?.events.onProgress(400)
    const transfer = made.center.store.getState().transfers[1]
    expect(transfer?.sentBytes).toBe(400)
  })

  test("keeps the server's words of a refusal and sends again on demand", async () => {
    made.sending.get('1.flac')?.fail(new ApiError(413, 'media.file_too_large', 'Too large.'))
    await settle()
    const [transfer] = made.center.store.getState().transfers
    expect(transfer).toMatchObject({ state: 'failed', error: 'Too large.' })
    made.sending.get('2.flac')?.done()
    await settle()
    made.center.resume(transfer?.key ?? '')
    expect(made.states()['1.flac']).toBe('sending')
    expect(made.announced).toHaveLength(3)
  })

  test('cancels: the transfer stops, its track goes, the next one starts', async () => {
    const [transfer] = made.center.store.getState().transfers
    await made.center.cancel(transfer?.key ?? '')
    await settle()
    expect(made.forgotten).toEqual(['track-1.flac'])
    expect(made.states()).toEqual({ '2.flac': 'sending', '3.flac': 'sending' })
  })

  const first = () => made.center.store.getState().transfers[0]

  test('pauses: another one may go meanwhile; then goes on where it stood', async () => {
    made.sending.get('1.flac')?.events.onProgress(400)
    made.center.pause(first()?.key ?? '')
    await settle()
    expect(made.sending.get('1.flac')?.signal.aborted).toBe(true)
    expect(made.states()).toEqual({ '1.flac': 'paused', '2.flac': 'sending', '3.flac': 'sending' })
    expect(first()?.sentBytes).toBe(400)
    made.center.resume(first()?.key ?? '')
    expect(made.states()['1.flac']).toBe('queued')
    made.sending.get('2.flac')?.done()
    await settle()
    expect(made.states()['1.flac']).toBe('sending')
    expect(made.sending.get('1.flac')?.sending.isAnew).toBe(false)
  })

  test('goes on at once when it is resumed before its pause took effect', async () => {
    made.center.pause(first()?.key ?? '')
    made.center.resume(first()?.key ?? '')
    await settle()
    expect(made.states()).toEqual({ '1.flac': 'sending', '2.flac': 'sending', '3.flac': 'queued' })
  })

  test('says when nothing moves, and when it moves again', () => {
    const { events } = made.sending.get('1.flac') ?? {}
    events?.onStall(true)
    expect(made.states()['1.flac']).toBe('stalled')
    events?.onStall(false)
    expect(made.states()['1.flac']).toBe('sending')
  })

  test('the same file chosen again goes on, another one begins anew', async () => {
    const same = fileOf('1.flac')
    made.sending.get('1.flac')?.events.onProgress(0)
    const chosen = first()?.file ?? same
    for (const [file, isAnew] of [
      [chosen, false],
      [new File([new Uint8Array(1000)], '1.flac', { lastModified: 5 }), true],
    ] as const) {
      const later = makeCenter()
      later.center.resend('r', file, announcedOf('1.flac'), 400)
      expect(later.center.store.getState().transfers[0]?.sentBytes).toBe(isAnew ? 0 : 400)
      await settle()
      expect(later.announced).toEqual([])
      expect(later.sending.get('1.flac')?.sending.isAnew).toBe(isAnew)
    }
  })

  test('an upload that was to begin anew still does when it failed before its first byte', async () => {
    const later = makeCenter()
    later.center.resend('r', fileOf('9.flac'), announcedOf('9.flac'), 0)
    later.sending.get('9.flac')?.fail(new ApiError(507, 'storage.no_space', 'Full.'))
    await settle()
    later.center.resume(later.center.store.getState().transfers[0]?.key ?? '')
    expect(later.sending.get('9.flac')?.sending.isAnew).toBe(true)
  })

  test('warns of leaving only while something moves', async () => {
    const spy = vi.spyOn(window, 'addEventListener')
    const other = makeCenter()
    guardLeaving(other.center)
    const leave = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    expect(leave()).toBe(true)
    other.center.add('r', ofInput([fileOf('a.wav')]))
    await settle()
    expect(leave()).toBe(false)
    other.sending.get('a.wav')?.done()
    await settle()
    expect(leave()).toBe(true)
    expect(spy).toHaveBeenCalledTimes(1)
  })
})
