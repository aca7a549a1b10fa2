import { expect, test } from 'vitest'

import {
  allTimesTaken,
  lastTimed,
  lrcClock,
  nextRow,
  rangeOfLine,
  rowsOf,
  timeTaken,
  withTime,
} from './lrc'

const TEXT = '[ti:Low Tide]\n[00:01.50]Slack water\n\nReeds'

test('lines that can have a time are those with words', () => {
  expect(rowsOf(TEXT)).toEqual([
    { at: 1, startMs: 1500, text: 'Slack water' },
    { at: 3, startMs: null, text: 'Reeds' },
  ])
  expect([nextRow(rowsOf(TEXT))?.at, lastTimed(rowsOf(TEXT))?.at]).toEqual([3, 1])
})

test('times are minutes, seconds and hundredths, never later than it is', () => {
  expect([0, 83_459, 600_000, 6_000_000].map(lrcClock)).toEqual([
    ...['00:00.00', '01:23.45', '10:00.00', '100:00.00'],
  ])
})

test('a line gets its time, another one, and loses it again', () => {
  const timed = withTime(TEXT, 3, 61_230)
  expect(timed).toBe('[ti:Low Tide]\n[00:01.50]Slack water\n\n[01:01.23]Reeds')
  expect(withTime(timed, 3, 2000).split('\n')[3]).toBe('[00:02.00]Reeds')
  expect(timeTaken(timed, 3)).toBe(TEXT)
  expect(nextRow(rowsOf(timed))).toBeUndefined()
  expect(lastTimed(rowsOf(timed))?.at).toBe(3)
})

test('starting over takes the times of words, too', () => {
  expect(allTimesTaken('[00:01.00]<00:01.00>Slack <00:01.50>water\n[ti:x]')).toBe(
    'Slack water\n[ti:x]',
  )
})

test('the line that the server names is found; it counts from the first one with text', () => {
  const text = '\n\nOne\nTwo'
  expect(rangeOfLine(text, 'Line 2: “x” is no time.')).toEqual([6, 9])
  expect([rangeOfLine(text, 'Line 9: x'), rangeOfLine(text, 'Too long.')]).toEqual([null, null])
})
