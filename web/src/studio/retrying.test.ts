import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { ApiError, UnreachableError } from '@/api/problem'

import { canRetry, pauseMs, retrying } from './retrying'

const refusal = (status: number, code = '') => new ApiError(status, code, 'No.')

test('tries again what passes, and nothing else', () => {
  expect(canRetry(new UnreachableError(), 99)).toBe(true)
  for (const status of [408, 423, 429, 460, 502, 503, 504])
    expect(canRetry(refusal(status), 99)).toBe(true)
  for (const status of [400, 401, 403, 404, 413, 415, 422, 507])
    expect(canRetry(refusal(status), 0)).toBe(false)
  expect(canRetry(refusal(409, 'media.wrong_offset'), 0)).toBe(true)
  expect(canRetry(refusal(409, 'media.already_received'), 0)).toBe(false)
  expect([canRetry(refusal(500), 4), canRetry(refusal(500), 5)]).toEqual([true, false])
  expect(canRetry(new Error('a fault of ours'), 0)).toBe(false)
})

test('pauses longer each time, up to half a minute', () => {
  expect([0, 1, 2, 3, 4, 5, 60].map((attempt) => pauseMs(attempt, 1))).toEqual([
    1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
  ])
  expect(pauseMs(0, 0)).toBe(500)
})

describe('retrying', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const options = () => {
    const stalls: boolean[] = []
    const abort = new AbortController()
    const onStall = (isStalled: boolean) => void stalls.push(isStalled)
    return { stalls, abort, options: { signal: abort.signal, onStall } }
  }

  test('goes on by itself, and says so', async () => {
    const made = options()
    let calls = 0
    const result = retrying((onMove) => {
      calls += 1
      if (calls < 3) return Promise.reject(new UnreachableError())
      onMove()
      return Promise.resolve('done')
    }, made.options)
    await vi.advanceTimersByTimeAsync(3000)
    expect(await result).toBe('done')
    expect(made.stalls).toEqual([true, true, false])
  })

  test('goes on at once when the network is back', async () => {
    const made = options()
    let isReachable = false
    const result = retrying(
      () => (isReachable ? Promise.resolve(1) : Promise.reject(new UnreachableError())),
      made.options,
    )
    await vi.advanceTimersByTimeAsync(0)
    isReachable = true
    window.dispatchEvent(new Event('online'))
    expect(await result).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('stops when it is told to, also while it pauses', async () => {
    const made = options()
    const result = retrying(() => Promise.reject(new UnreachableError()), made.options)
    const refused = expect(result).rejects.toThrow('Cancelled')
    await vi.advanceTimersByTimeAsync(0)
    made.abort.abort()
    await refused
    expect(vi.getTimerCount()).toBe(0)
  })

  test('gives up at once where trying again cannot help', async () => {
    const made = options()
    await expect(retrying(() => Promise.reject(refusal(413)), made.options)).rejects.toThrow('No.')
    expect(made.stalls).toEqual([])
  })
})
