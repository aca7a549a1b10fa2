import { expect, test } from 'vitest'

import { isNearlyFull, roomWords, shareOf } from './room'

const room = (used_bytes: number, quota_bytes: number) => ({
  ...{ used_bytes, quota_bytes, is_default: true },
})

test.each([
  [room(1.2e9, 10e9), 0.12, false, '1.2 GB of 10 GB used (12%).'],
  [room(9e9, 10e9), 0.9, true, '9 GB of 10 GB used (90%).'],
  [room(12e9, 10e9), 1, true, '12 GB of 10 GB used (120%).'],
  [room(0, 10e9), 0, false, '0 GB of 10 GB used (0%).'],
  [room(5e6, 0), 0, false, '5 MB used. There is no limit.'],
])('%o', (quota, share, isTight, words) => {
  expect([shareOf(quota), isNearlyFull(quota), roomWords(quota)]).toEqual([share, isTight, words])
})
