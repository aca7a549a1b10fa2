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

test('discs keep their numbers; those after one that became empty move up', () => {
  const numbers = (discs: Disc[]) => discs.map(({ number }) => number)
  const later: Disc[] = [
    { number: 2, title: '', trackIds: ['a', 'b'] },
    { number: 4, title: '', trackIds: ['c'] },
  ]
  expect(numbers(step(later, 'a', 1))).toEqual([2, 4])
  expect(numbers(moveToDisc(later, ['a'], 2))).toEqual([2, 4, 5])
  expect(numbers(moveToDisc(later, ['a', 'b'], 1))).toEqual([3])
  expect(numbers(moveToDisc(later, ['c'], 0))).toEqual([2])
})

test('what came meanwhile stands at the end of its disc, what went is left out', () => {
  const tracks = [track('a'), track('c'), track('f'), track('d', 2), track('e', 2), track('g', 3)]
  const merged = reconciled(TWO, { tracks, disc_titles: {} })
  expect(ids(merged)).toEqual(['acf', 'de', 'g'])
  expect(merged.map(({ number }) => number)).toEqual([1, 2, 3])
})

test('a place is said with its disc where there are several', () => {
  expect(placeWords(TWO, 'e')).toBe('Moved to 2 of 2 on disc 2')
  expect(placeWords(TWO.slice(0, 1), 'b')).toBe('Moved to 2 of 3')
})
