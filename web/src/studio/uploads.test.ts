import { beforeEach, describe, expect, test, vi } from 'vitest'

import { ApiError } from '@/api/problem'

import { createUploadCenter, guardLeaving } from './uploads'

const fileOf = (name: string, bytes = 1000) => new File([new Uint8Array(bytes)], name)
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

function makeCenter() {
  const sending = new Map<
    string,
    { onProgress: (bytes: number) => void; done: () => void; fail: (error: Error) => void }
  >()
  const announced: string[] = []
  const forgotten: string[] = []
  const center = createUploadCenter({
    announce: (_, file) => {
      announced.push(file.name)
      return Promise.resolve({ trackId: `track-${file.name}`, uploadId: file.name })
    },
    send: (uploadId, _, onProgress, signal) =>
      new Promise((done, fail) => {
        sending.set(uploadId, { onProgress, done, fail })
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
    made = makeCenter()
    made.center.add('r', [fileOf('1.flac'), fileOf('2.flac'), fileOf('3.flac')])
    await settle()
  })

  test('announces in order and sends two at once', () => {
    expect(made.announced).toEqual(['1.flac', '2.flac', '3.flac'])
    expect(made.states()).toEqual({ '1.flac': 'sending', '2.flac': 'sending', '3.flac': 'queued' })
  })

  test('starts the next when one has arrived', async () => {
    made.sending.get('1.flac')?.done()
    await settle()
    expect(made.states()).toEqual({ '1.flac': 'sent', '2.flac': 'sending', '3.flac': 'sending' })
  })

  test('counts bytes', () => {
    made.sending.get('2.flac')?.onProgress(400)
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
    made.center.retry(transfer?.key ?? '')
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

  test('warns of leaving only while something moves', async () => {
    const spy = vi.spyOn(window, 'addEventListener')
    const other = makeCenter()
    guardLeaving(other.center)
    const leave = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    expect(leave()).toBe(true)
    other.center.add('r', [fileOf('a.wav')])
    await settle()
    expect(leave()).toBe(false)
    other.sending.get('a.wav')?.done()
    await settle()
    expect(leave()).toBe(true)
    expect(spy).toHaveBeenCalledTimes(1)
  })
})
