import { expect, test } from 'vitest'

import { refOf } from './ask-to-join'

test.each([
  ['marram', 'marram'],
  [' marram ', 'marram'],
  ['/artist/marram', 'marram'],
  ['https://segue.example/artist/marram', 'marram'],
  ['https://segue.example/artist/marram/?from=mail#top', 'marram'],
  ['https://segue.example/studio/artists/marram/team', 'marram'],
  ['https://segue.example/studio/labels/low-tide', 'low-tide'],
  ['', ''],
])('%j is about %j', (typed, ref) => {
  expect(refOf(typed)).toBe(ref)
})
