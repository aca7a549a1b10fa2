import { expect, test } from 'vitest'

import { ageOf } from './age'

const NOW = Date.parse('2030-05-10T12:00:00Z')

test.each([
  ['2030-05-10T12:00:30Z', 'just now'],
  ['2030-05-10T11:59:01Z', 'just now'],
  ['2030-05-10T11:59:00Z', '1 minute ago'],
  ['2030-05-10T11:00:01Z', '59 minutes ago'],
  ['2030-05-10T10:00:00Z', '2 hours ago'],
  ['2030-05-09T12:00:01Z', '23 hours ago'],
  ['2030-05-09T12:00:00Z', '1 day ago'],
  ['2030-03-01T00:00:00Z', '70 days ago'],
])('%s is %s', (iso, words) => {
  expect(ageOf(iso, NOW)).toBe(words)
})
