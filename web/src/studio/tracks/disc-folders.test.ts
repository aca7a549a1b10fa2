import { expect, test } from 'vitest'

import { discOf } from './disc-folders'

test.each([
  ['Tides/CD 1/01.flac', 1],
  ['Tides/cd02/01.flac', 2],
  ['Tides (Disc 3)/01.flac', 3],
  ['Tides/Disc 1 - Night/01.flac', 1],
  ['Tides/Диск 2/01.flac', 2],
  ['潮/ディスク2/01.flac', 2],
  ['Tides/Abcd 1/01.flac', null],
  ['Tides/CD 2001/01.flac', null],
  ['CD 2.flac', null],
])('%s is on disc %s', (path, disc) => {
  expect(discOf(path)).toBe(disc)
})
