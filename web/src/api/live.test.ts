import { beforeEach, describe, expect, test, vi } from 'vitest'

import { backoffMs, connectLive } from './live'

class FakeSocket {
  static made: FakeSocket[] = []
  static readonly CLOSED = 3
  readyState = 0
  onopen = () => undefined as void
  onclose: (event: { code: number }) => void = () => undefined
  onmessage: (event: { data: string }) => void = () => undefined
  constructor(readonly url: string) {
    FakeSocket.made.push(this)
  }
  send() {}
  close() {
    this.drop()
  }
  drop(code = 1006) {
    this.readyState = FakeSocket.CLOSED
    this.onclose({ code })
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeSocket)
  FakeSocket.made = []
  return () => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  }
})

test('waits longer after every failure, up to 30 seconds, never in step', () => {
  expect([0, 1, 2, 9].map((attempt) => backoffMs(attempt, () => 1))).toEqual([
    500, 1000, 2000, 30_000,
  ])
  expect(backoffMs(2, () => 0)).toBe(1000)
})

describe('the live connection', () => {
  test('passes messages on and comes back after a drop, saying that it was away', async () => {
    const changes: [boolean, boolean][] = []
    const messages: unknown[] = []
    const disconnect = connectLive({
      onChange: (...change) => changes.push(change),
      onMessage: (message) => messages.push(message),
      onSignedOut: () => messages.push('signed out'),
    })
    const [first] = FakeSocket.made
    first?.onopen()
    first?.onmessage({ data: '{"topic":"pong","id":"1","data":{}}' })
    first?.drop()
    await vi.advanceTimersByTimeAsync(500)
    FakeSocket.made[1]?.onopen()
    expect(changes).toEqual([
      [true, false],
      [false, false],
      [true, true],
    ])
    expect(messages).toEqual([{ topic: 'pong', id: '1', data: {} }])
    disconnect()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(FakeSocket.made).toHaveLength(2)
  })
  test('says when the server ends the session', () => {
    const onSignedOut = vi.fn()
    const disconnect = connectLive({ onChange: vi.fn(), onMessage: vi.fn(), onSignedOut })
    FakeSocket.made[0]?.drop(4401)
    expect(onSignedOut).toHaveBeenCalledOnce()
    disconnect()
  })
})
