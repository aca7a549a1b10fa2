import { expect, test } from 'vitest'

import type { ReleaseDetail, Track } from '@/api/types'

import { type Disc, discsOf, moveTo, moveToDisc, placeWords, reconciled, step } from './order'

const track = (id: string, disc_number = 1) => ({ id, disc_number }) as Track
const TWO: Disc[] = [
  { number: 1, title: 'Ebb', trackIds: ['a', 'b', 'c'] },
  { number: 2, title: 'Flow', trackIds: ['d', 'e'] },
]
const ids = (discs: Disc[]) => discs.map(({ trackIds }) => trackIds.join(''))

test('discs are as the server counts them, with their titles', () => {
  const release: Pick<ReleaseDetail, 'tracks' | 'disc_titles'> = {
    tracks: [track('a'), track('b', 3), track('c', 3)],
    disc_titles: { '3': 'Flow' },
  }
  expect(discsOf(release)).toEqual([
    { number: 1, title: '', trackIds: ['a'] },
    { number: 3, title: 'Flow', trackIds: ['b', 'c'] },
  ])
})

test.each([
  [['a'], 'c', true, ['bca', 'de']],
  [['c'], 'a', false, ['cab', 'de']],
  [['a', 'e'], 'd', true, ['bc', 'dae']],
  [['e', 'a'], 'b', false, ['aebc', 'd']],
  [['b'], 'b', true, ['abc', 'de']],
])('%s go beside %s (after: %s)', (moved, trackId, isAfter, expected) => {
  expect(ids(moveTo(TWO, moved, { trackId, isAfter }))).toEqual(expected)
})

test.each([
  ['b', -1, ['bac', 'de']],
  ['b', 1, ['acb', 'de']],
  ['a', -1, ['abc', 'de']],
  ['d', -1, ['abcd', 'e']],
  ['c', 1, ['ab', 'cde']],
  ['e', 1, ['abc', 'de']],
] as const)('one step: %s by %d', (id, by, expected) => {
  expect(ids(step(TWO, id, by))).toEqual(expected)
})

test('to another disc, to a new one, and a disc without tracks goes with its number', () => {
  expect(ids(moveToDisc(TWO, ['b'], 1))).toEqual(['ac', 'deb'])
  expect(ids(moveToDisc(TWO, ['b', 'd'], 2))).toEqual(['ac', 'e', 'bd'])
  expect(moveToDisc(TWO, ['a', 'b', 'c'], 1)).toEqual([
    { number: 1, title: 'Flow', trackIds: ['d', 'e', 'a', 'b', 'c'] },
  ])
})

test('what came meanwhile stands at the end, what went is left out', () => {
  const tracks = ['a', 'c', 'd', 'e', 'f'].map((id) => track(id))
  expect(ids(reconciled(TWO, { tracks }))).toEqual(['ac', 'def'])
})

test('a place is said with its disc where there are several', () => {
  expect(placeWords(TWO, 'e')).toBe('Moved to 2 of 2 on disc 2')
  expect(placeWords(TWO.slice(0, 1), 'b')).toBe('Moved to 2 of 3')
})
