import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import { type Answers, conflict, releaseOf, shownTitles, showTracks } from './tracks-fixture'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const GENRES = 'PUT /api/v1/releases/r1/tracks/genres'
const button = (name: string) => screen.getByRole('button', { name })
const tick = (title: string) =>
  userEvent.click(screen.getByRole('checkbox', { name: `Select ${title}` }))

async function chooseGenre(answers: Answers) {
  const calls = await showTracks(releaseOf('abc'), {
    'GET /api/v1/genres': () => [200, []],
    ...answers,
  })
  await tick('Ebb')
  await tick('Low Tide')
  await userEvent.click(button('Genres'))
  await userEvent.type(screen.getByRole('combobox', { name: 'Genres' }), 'Ambient{Enter}')
  return calls
}

test('genres of several tracks take the place of those they had', async () => {
  const calls = await chooseGenre({ [GENRES]: () => [200, releaseOf('abc', 8)] })
  expect(within(screen.getByRole('dialog')).getByText(/takes the place of/)).toBeTruthy()
  await userEvent.click(button('Save on all of them'))
  expect(await screen.findByText('Genres of 2 tracks changed')).toBeTruthy()
  expect(calls.map(({ body }) => body)).toEqual([
    { track_ids: ['a', 'c'], genres: ['Ambient'], moods: [], version: 7 },
  ])
})

test('genres that others chose meanwhile are shown beside mine, and go only when it is meant', async () => {
  const answers = [conflict('genres', ['Ambient'], ['Drone'], 9), [200, releaseOf('abc')] as const]
  const calls = await chooseGenre({ [GENRES]: () => answers.shift() ?? [404, {}] })
  await userEvent.click(button('Save on all of them'))
  expect((await screen.findByRole('alert')).textContent).toContain('TheirsDroneYoursAmbient')
  await userEvent.click(button('Save mine'))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(calls.map(({ body }) => (body as { version: number }).version)).toEqual([7, 9])
})

/** A server whose tracks come and go; `stuck` can't be removed. */
function serverOf(ids: string, stuck = '') {
  let present = ids
  const show = () => releaseOf([...ids].filter((id) => present.includes(id)).join(''))
  const answers: Answers = { 'GET /api/v1/releases/r1': () => [200, show()] }
  for (const id of ids) {
    answers[`DELETE /api/v1/tracks/${id}`] = () => {
      if (id === stuck) return [500, { detail: 'The disk is full.' }]
      present = present.replace(id, '')
      return [204, null]
    }
    answers[`POST /api/v1/tracks/${id}/restoration`] = () => {
      present += id
      return [200, {}]
    }
  }
  return answers
}

test('tracks that are removed at once come back at once, the last one first', async () => {
  const calls = await showTracks(releaseOf('abcd'), serverOf('abcd'))
  await tick('Ebb')
  await tick('Low Tide')
  await userEvent.click(button('Remove'))
  expect(await screen.findByText('2 tracks were removed.')).toBeTruthy()
  await waitFor(() => expect(shownTitles()).toEqual(['Flow', 'Slack Water']))
  expect(document.activeElement).toBe(button('Undo'))
  await userEvent.keyboard('{Enter}')
  expect(await screen.findByText('2 tracks are back.')).toBeTruthy()
  await waitFor(() => expect(shownTitles()).toHaveLength(4))
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'DELETE /api/v1/tracks/a',
    'DELETE /api/v1/tracks/c',
    'POST /api/v1/tracks/c/restoration',
    'POST /api/v1/tracks/a/restoration',
  ])
  await waitFor(() => expect(document.activeElement).toBe(button('Move Ebb')))
})

test('a removal that is refused stops there and says how far it came', async () => {
  const calls = await showTracks(releaseOf('abcd'), serverOf('abcd', 'b'))
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select all tracks' }))
  await userEvent.click(button('Remove'))
  expect(await screen.findByText('1 of 4 tracks was removed. The disk is full.')).toBeTruthy()
  expect(calls).toHaveLength(2)
  await waitFor(() => expect(shownTitles()).toEqual(['Flow', 'Low Tide', 'Slack Water']))
})
