import { expect, test } from 'vitest'

import { localMoment, momentOf, timeLeft, tomorrowNoon } from './moments'

test('a moment goes into its fields and back, to the second', () => {
  const at = new Date(2026, 10, 4, 18, 5, 9)
  expect(localMoment(at)).toEqual({ day: '2026-11-04', time: '18:05:09' })
  expect(momentOf(localMoment(at))).toEqual(at)
})

test('half a moment is none', () => {
  expect(momentOf({ day: '2026-11-04', time: '' })).toBeUndefined()
  expect(momentOf({ day: '', time: '18:05' })).toBeUndefined()
})

test('choosing starts from noon of the next day', () => {
  expect(localMoment(tomorrowNoon(new Date(2026, 11, 31, 23, 59)))).toEqual({
    day: '2027-01-01',
    time: '12:00:00',
  })
})

test.each([
  [93_784, '1 day 2 hours'],
  [125, '2 minutes 5 seconds'],
  [86_400, '1 day'],
  [3_605, '1 hour'],
  [0.4, '1 second'],
  [-5, '0 seconds'],
])('%s seconds are left: %s', (seconds, words) => {
  expect(timeLeft(seconds)).toBe(words)
})
