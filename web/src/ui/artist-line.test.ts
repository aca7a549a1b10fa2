import { expect, test } from 'vitest'

import { artistLineOf } from './artist-line'

const artist = { id: 'a1', slug: 'marram', name: 'Marram' }
const person = (name: string, is_featured = false) => ({ name, artist: null, is_featured })

test.each([
  ['', [], 'Marram'],
  ['Marram & Friends', [person('Inês')], 'Marram & Friends'],
  ['', [person('Marram'), person('Bo')], 'Marram, Bo'],
  ['', [person('Bo'), person('Inês', true), person('Low', true)], 'Bo feat. Inês, Low'],
  ['', [person('Inês', true)], 'Marram feat. Inês'],
])('credit %j and line %j', (credit, line, words) => {
  expect(artistLineOf({ credit, line, artist })).toBe(words)
})
