import { expect, test } from 'vitest'

import type { Genre } from '@/api/genre-curation'

import {
  aliasesOf,
  flat,
  keyOf,
  matches,
  spellings,
  treeOf,
  unplaced,
  withinBranch,
} from './genre-tree'

const genre = (name: string, parent: string | null = null, more: Partial<Genre> = {}): Genre => ({
  ...{ id: name, name, slug: name.toLowerCase(), kind: 'genre', parent_id: parent },
  ...{ is_curated: true, release_count: 0, aliases: [keyOf(name)] },
  ...more,
})

const ALL = [
  genre('Rock'),
  genre('House', 'Electronic'),
  genre('Electronic'),
  genre('Acid House', 'House'),
  genre('Calm', null, { kind: 'mood' }),
  genre('Pier Folk', null, { is_curated: false }),
]

test('families by name, with what stands below them; moods and unplaced names apart', () => {
  const paths = flat(treeOf(ALL, 'genre')).map(({ path }) => path.join('/'))
  expect(paths).toEqual(['Electronic', 'Electronic/House', 'Electronic/House/Acid House', 'Rock'])
  expect(treeOf(ALL, 'mood').map(({ genre: { name } }) => name)).toEqual(['Calm'])
  expect(unplaced(ALL, 'genre').map(({ name }) => name)).toEqual(['Pier Folk'])
})

test('what stands below something that is not shown is a family', () => {
  expect(treeOf([genre('House', 'gone')], 'genre')).toHaveLength(1)
})

test('a branch is it and all below it', () => {
  const tree = treeOf(ALL, 'genre')
  expect([...withinBranch(tree, 'House')]).toEqual(['House', 'Acid House'])
  expect([...withinBranch(tree, 'Pier Folk')]).toEqual(['Pier Folk'])
})

test.each([
  ['Hip-Hop', 'hiphop'],
  ['Drum & Bass', 'drumandbass'],
  ['Música Popular', 'musicapopular'],
  ['ガバ', 'ガバ'],
])('%s is compared as %s', (name, key) => {
  expect(keyOf(name)).toBe(key)
})

test('it is found by its name and by its spellings, however they are typed', () => {
  const hipHop = genre('Hip-Hop', null, { aliases: ['hiphop', 'rap'] })
  expect([matches(hipHop, 'hip h'), matches(hipHop, 'RAP'), matches(hipHop, 'rock')]).toEqual([
    true,
    true,
    false,
  ])
  expect(spellings(hipHop)).toEqual(['rap'])
})

test('spellings are sent once each, with the former name', () => {
  expect(aliasesOf('rap\n\n  Hip Hop \nrap', 'Hip-Hop')).toEqual(['rap', 'Hip Hop', 'Hip-Hop'])
  expect(aliasesOf('')).toEqual([])
})
