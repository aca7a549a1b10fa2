import { expect, test } from 'vitest'

import { createRateMeter, progressWords, timeLeft } from './rate'

test('says how much, how fast and how long', () => {
  expect(progressWords(12e6, 28e6, 3.14e6)).toBe('42% · 12 of 28 MB · 3.1 MB/s · 6 s left')
  expect(progressWords(0, 5e6, null)).toBe('0% · 0.0 of 5.0 MB')
  expect(progressWords(5e6, 5e6, 1e6)).toBe('100% · 5.0 of 5.0 MB')
  expect([0.2, 90, 91, 5400, 5401].map(timeLeft)).toEqual(['1 s', '90 s', '2 min', '90 min', '2 h'])
})

test('measures recent movement, and is not fooled by a chunk that is sent again', () => {
  const meter = createRateMeter()
  expect(meter.note(0, 0)).toBeNull()
  expect(meter.note(1000, 1000)).toBe(1000)
  expect(meter.note(500, 1500)).toBe(1000)
  const later = meter.note(3500, 2500) ?? 0
  expect(later).toBeGreaterThan(1000)
  expect(later).toBeLessThan(3000)
})
