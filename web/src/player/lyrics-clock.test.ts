import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { followLyrics, nextChangeAt, type Place, placeAt, type TimedLine } from './lyrics-clock'
import type { Player } from './player'

const line = (startMs: number | null, words: [number, string][] = []): TimedLine => ({
  start_ms: startMs,
  text: words.map(([, text]) => text).join('') || 'la',
  words: words.map(([start_ms, text]) => ({ start_ms, text })),
})

const LINES = [
  line(1000),
  line(2000, [
    [2000, 'Low '],
    [2400, 'tide'],
    [2900, ''],
  ]),
  line(null),
  line(5000),
  line(5000),
]

describe('the place at a moment', () => {
  test.each([
    [0, { line: -1, word: -1 }],
    [999, { line: -1, word: -1 }],
    [1000, { line: 0, word: -1 }],
    [1999.9, { line: 0, word: -1 }],
    [2000, { line: 1, word: 0 }],
    [2399, { line: 1, word: 0 }],
    [2400, { line: 1, word: 1 }],
    [2900, { line: 1, word: 2 }],
    // A line without a time keeps the one before it lit.
    [4999, { line: 1, word: 2 }],
    // Two at one moment: the last of them.
    [5000, { line: 4, word: -1 }],
    [900_000, { line: 4, word: -1 }],
  ])('%d ms', (atMs, place) => {
    expect(placeAt(LINES, atMs)).toEqual(place)
  })

  test('a word that begins after its line', () => {
    const late = [line(1000, [[1500, 'wait']])]
    expect(placeAt(late, 1200)).toEqual({ line: 0, word: -1 })
    expect(placeAt(late, 1500)).toEqual({ line: 0, word: 0 })
  })

  test('without times, and without lines, it is nowhere', () => {
    expect(placeAt([line(null), line(null)], 5000)).toEqual({ line: -1, word: -1 })
    expect(placeAt([], 5000)).toEqual({ line: -1, word: -1 })
  })
})

test.each([
  [0, 1000],
  [1000, 2000],
  [2000, 2400],
  [2500, 2900],
  [2900, 5000],
  [5000, null],
])('after %d ms it changes at %s', (atMs, nextMs) => {
  expect(nextChangeAt(LINES, atMs)).toBe(nextMs)
})

class FakeClock {
  positionMs = 0
  state = { isPlaying: false, isStalled: false }
  private readonly listeners = new Set<() => void>()
  onTime = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  store = { getState: () => this.state, subscribe: (listener: () => void) => this.onTime(listener) }
  tell(change: Partial<FakeClock['state']> = {}) {
    this.state = { ...this.state, ...change }
    for (const listener of this.listeners) listener()
  }
  /** Lets the sound and the clock run together. */
  run(ms: number) {
    const end = this.positionMs + ms
    for (; this.positionMs < end; this.positionMs++) vi.advanceTimersByTime(1)
  }
}

describe('following', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function follow() {
    const clock = new FakeClock()
    const told: Place[] = []
    const stop = followLyrics(clock as unknown as Player, LINES, (place) => told.push(place))
    return { clock, told, stop }
  }

  test('each change is told once, at its time, without ticks of the player', () => {
    const { clock, told } = follow()
    clock.tell({ isPlaying: true })
    clock.run(6000)
    expect(told.map(({ line, word }) => [line, word])).toEqual([
      [-1, -1],
      [0, -1],
      [1, 0],
      [1, 1],
      [1, 2],
      [4, -1],
    ])
  })

  test('while it is paused or stalled nothing wakes', () => {
    const { clock } = follow()
    expect(vi.getTimerCount()).toBe(0)
    clock.tell({ isPlaying: true })
    expect(vi.getTimerCount()).toBe(1)
    clock.tell({ isStalled: true })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a seek is told with the next tick, also back', () => {
    const { clock, told, stop } = follow()
    clock.positionMs = 5500
    clock.tell()
    clock.positionMs = 1500
    clock.tell()
    expect(told.slice(1).map(({ line }) => line)).toEqual([4, 0])
    stop()
    clock.positionMs = 5500
    clock.tell({ isPlaying: true })
    expect(told).toHaveLength(3)
    expect(vi.getTimerCount()).toBe(0)
  })
})
