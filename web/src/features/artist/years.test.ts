import { expect, test } from 'vitest'

import { yearsOf } from './years'

test.each([
  [1998, 2004, '1998–2004'],
  [1998, 1998, '1998'],
  [1998, null, 'since 1998'],
  [null, 2004, 'until 2004'],
  [null, null, ''],
])('%s to %s', (since, until, words) => {
  expect(yearsOf({ since, until })).toBe(words)
})
