import { expect, test } from 'vitest'

import { clock, roughLength, spokenTime } from './time'

test.each([
  [0, '0:00'],
  [74_900, '1:14'],
  [3_674_000, '1:01:14'],
  [-5, '0:00'],
])('%i ms reads %s', (ms, text) => expect(clock(ms)).toBe(text))

test.each([
  [74_000, '1 minute 14 seconds'],
  [121_000, '2 minutes 1 second'],
  [9000, '9 seconds'],
])('%i ms is spoken as %s', (ms, text) => expect(spokenTime(ms)).toBe(text))

test.each([
  [45_000, '45 sec'],
  [2_460_000, '41 min'],
  [4_800_000, '1 hr 20 min'],
])('%i ms is about %s', (ms, text) => expect(roughLength(ms)).toBe(text))
