import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'

import { type GenreName, genresQuery } from '@/api/genres'

import { genreKey, matching } from './genre-match'
import { GenrePicker } from './genre-picker'

afterEach(cleanup)

const genre = (name: string, parent: string | null = null, kind: GenreName['kind'] = 'genre') => ({
  ...{ id: name, name, slug: name, parent_id: parent, kind },
  ...{ is_curated: true, release_count: 0, aliases: [genreKey(name)] },
})
const TREE: GenreName[] = [
  genre('Electronic'),
  genre('Deep House', 'House'),
  genre('House', 'Electronic'),
  genre('Hip-Hop'),
  { ...genre('Drum and Bass'), aliases: ['dnb', 'drumandbass'] },
  genre('Calm', null, 'mood'),
]

function Shown({ start }: { start: string[] }) {
  const [names, setNames] = useState(start)
  return (
    <>
      <GenrePicker kind="genre" label="Genres" value={names} onChange={setNames} />
      <output>{names.join(', ')}</output>
    </>
  )
}

function show(start: string[] = []) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  client.setQueryData(genresQuery.queryKey, TREE)
  render(
    <QueryClientProvider client={client}>
      <Shown start={start} />
    </QueryClientProvider>,
  )
}

const chosen = () => screen.getByRole('status').textContent
const field = () => screen.getByRole('combobox', { name: 'Genres' })

test('names are compared as the server compares them', () => {
  expect([genreKey('Hip-Hop'), genreKey('hip hop'), genreKey('R&B'), genreKey('Électro')]).toEqual([
    ...['hiphop', 'hiphop', 'randb', 'electro'],
  ])
  expect(matching(TREE, 'house', []).map(({ name }) => name)).toEqual(['House', 'Deep House'])
  expect(matching(TREE, 'hip hop', ['HipHop'])).toEqual([])
  expect(matching(TREE, 'd&b', [])).toEqual([])
  expect(matching(TREE, 'DnB', []).map(({ name }) => name)).toEqual(['Drum and Bass'])
})

test('what is known is chosen by key, with what stands above it to tell it by', async () => {
  show()
  await userEvent.type(field(), 'house')
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
    'HouseElectronic',
    'Deep HouseElectronic › House',
  ])
  await userEvent.keyboard('{ArrowDown}')
  const marked = screen.getByRole('option', { selected: true })
  expect(field().getAttribute('aria-activedescendant')).toBe(marked.id)
  await userEvent.keyboard('{Enter}')
  expect(chosen()).toBe('Deep House')
  expect(screen.queryByRole('listbox')).toBeNull()
})

test('another name can be added, and none twice', async () => {
  show(['Hip-Hop'])
  await userEvent.type(field(), 'dungeon wave{Enter}')
  await userEvent.type(field(), 'hip hop{Enter}')
  expect(chosen()).toBe('Hip-Hop, dungeon wave')
})

test('chips are removed and put first; twenty are enough', async () => {
  show(Array.from({ length: 20 }, (_, i) => `G${i}`))
  expect(screen.queryByRole('combobox')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Remove G0' }))
  await userEvent.click(screen.getByRole('button', { name: 'Put G19 first' }))
  expect(chosen()?.startsWith('G19, G1, G2')).toBe(true)
  await userEvent.type(field(), '{Backspace}')
  expect(chosen()?.endsWith('G17')).toBe(true)
})
