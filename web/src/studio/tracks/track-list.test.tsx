import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import { conflict, releaseOf, shownTitles, showTracks } from './tracks-fixture'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const ORDER = 'PUT /api/v1/releases/r1/track-order'
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const orderIn = (body: unknown) => body as { version: number; discs: { track_ids: string[] }[] }

test('Alt with an arrow moves a track at once, says where it is, and sends one change after the other', async () => {
  let stands = releaseOf('abcd')
  const calls = await showTracks(stands, {
    'GET /api/v1/releases/r1': () => [200, stands],
    [ORDER]: ({ body }) => {
      const { discs, version } = orderIn(body)
      stands = releaseOf(discs[0]?.track_ids.join('') ?? '', version + 1)
      return [200, stands]
    },
  })
  button('Move Ebb').focus()
  await userEvent.keyboard('{Alt>}{ArrowDown}{ArrowDown}{/Alt}')
  expect(shownTitles()).toEqual(['Flow', 'Low Tide', 'Ebb', 'Slack Water'])
  expect(screen.getByText('Moved to 3 of 4')).toBeTruthy()
  expect(document.activeElement).toBe(button('Move Ebb'))
  await waitFor(() => expect(calls).toHaveLength(2))
  expect(calls.map(({ body }) => orderIn(body))).toEqual([
    { version: 7, discs: [{ number: 1, title: '', track_ids: ['b', 'a', 'c', 'd'] }] },
    { version: 8, discs: [{ number: 1, title: '', track_ids: ['b', 'c', 'a', 'd'] }] },
  ])
  expect(shownTitles()).toEqual(['Flow', 'Low Tide', 'Ebb', 'Slack Water'])
})

test('at the top there is no way up, and nothing is sent', async () => {
  const calls = await showTracks(releaseOf('ab'))
  button('Move Ebb').focus()
  await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}')
  expect(screen.getByText('Already the first')).toBeTruthy()
  await userEvent.click(button('More for Ebb'))
  expect(button('Move up')).toHaveProperty('disabled', true)
  expect(calls).toEqual([])
})

test.each([
  ['a refusal', [500, { detail: 'The disk is full.' }] as const, 'old order. The disk is full.'],
  ['others', conflict('order', [], [], 8), 'The order was changed meanwhile'],
])('an order that is refused goes back, with a sentence: %s', async (_, answer, words) => {
  await showTracks(releaseOf('abc'), { [ORDER]: () => answer })
  await userEvent.click(button('More for Low Tide'))
  await userEvent.click(button('Move to the top'))
  expect((await screen.findByRole('alert')).textContent).toContain(words)
  expect(shownTitles()).toEqual(['Ebb', 'Flow', 'Low Tide'])
})

test('to a new disc, by the menu', async () => {
  const calls = await showTracks(releaseOf('abc'), { [ORDER]: () => [200, releaseOf('abc')] })
  await userEvent.click(button('More for Flow'))
  await userEvent.click(button('Move to a new disc'))
  expect(screen.getByText('Moved to 1 of 1 on disc 2')).toBeTruthy()
  await waitFor(() => expect(calls).toHaveLength(1))
  expect(orderIn(calls[0]?.body).discs.map(({ track_ids }) => track_ids)).toEqual([
    ['a', 'c'],
    ['b'],
  ])
})

test('what is removed can be put back right there', async () => {
  let stands = releaseOf('abc')
  const calls = await showTracks(stands, {
    'GET /api/v1/releases/r1': () => [200, stands],
    'DELETE /api/v1/tracks/b': () => {
      stands = releaseOf('ac', 8)
      return [204, null]
    },
    'POST /api/v1/tracks/b/restoration': () => {
      stands = releaseOf('abc', 9)
      return [200, {}]
    },
  })
  await userEvent.click(button('More for Flow'))
  await userEvent.click(button('Remove'))
  const undo = await screen.findByRole('button', { name: 'Undo: put Flow back' })
  expect(shownTitles()).toEqual(['Ebb', 'Low Tide'])
  expect(document.activeElement).toBe(undo)
  await userEvent.click(undo)
  await waitFor(() => expect(shownTitles()).toEqual(['Ebb', 'Flow', 'Low Tide']))
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'DELETE /api/v1/tracks/b',
    'POST /api/v1/tracks/b/restoration',
  ])
})

test('a title that others changed is kept in its field, and is saved when it is meant', async () => {
  const answers = [conflict('title', 'Ebbing', 'Ebb and Flow', 9), [200, releaseOf('ab')] as const]
  const calls = await showTracks(releaseOf('ab'), {
    'PATCH /api/v1/releases/r1/tracks': () => answers.shift() ?? [404, {}],
  })
  const field = screen.getByRole('textbox', { name: 'Title of Ebb' })
  await userEvent.type(field, 'ing{Enter}')
  expect((await screen.findByRole('alert')).textContent).toBe(
    'It was changed to “Ebb and Flow” meanwhile. Press Enter to keep yours.',
  )
  expect(field).toHaveProperty('value', 'Ebbing')
  await userEvent.type(field, '{Enter}')
  await waitFor(() => expect(calls).toHaveLength(2))
  expect(calls.map(({ body }) => body)).toEqual([
    { version: 7, tracks: [{ id: 'a', title: 'Ebbing' }] },
    { version: 9, tracks: [{ id: 'a', title: 'Ebbing' }] },
  ])
})
