import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import type { ReleaseDetail } from '@/api/types'

import { conflict, releaseOf, showTracks } from './tracks-fixture'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const PATCH = 'PATCH /api/v1/releases/r1'

function twoDiscs(disc_titles: Record<string, string>, version = 7): ReleaseDetail {
  const release = releaseOf('ab', version)
  const tracks = release.tracks.map((track, i) => ({ ...track, disc_number: i + 1 }))
  return { ...release, tracks, disc_titles }
}

const titleOf = (disc: number) => screen.getByRole('textbox', { name: `Title of disc ${disc}` })

test('the title of a disc saves itself, and may be taken away', async () => {
  let stands = twoDiscs({ '2': 'Flow' })
  const calls = await showTracks(stands, {
    'GET /api/v1/releases/r1': () => [200, stands],
    [PATCH]: ({ body }) => {
      const { disc_titles, version } = body as ReleaseDetail
      stands = twoDiscs(disc_titles, Number(version) + 1)
      return [200, stands]
    },
  })
  await userEvent.type(titleOf(1), 'Ebb{Enter}')
  expect(await screen.findByText('Saved')).toBeTruthy()
  await userEvent.clear(titleOf(1))
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(calls).toHaveLength(2))
  expect(calls.map(({ body }) => body)).toEqual([
    { disc_titles: { '1': 'Ebb', '2': 'Flow' }, version: 7 },
    { disc_titles: { '1': '', '2': 'Flow' }, version: 8 },
  ])
})

test('another disc that got a title meanwhile keeps it', async () => {
  const answers = [
    conflict('disc_titles', { '1': 'Ebb' }, { '2': 'Flow' }, 9),
    [200, twoDiscs({ '1': 'Ebb', '2': 'Flow' }, 10)] as const,
  ]
  const calls = await showTracks(twoDiscs({}), { [PATCH]: () => answers.shift() ?? [404, {}] })
  await userEvent.type(titleOf(1), 'Ebb{Enter}')
  await waitFor(() => expect(calls).toHaveLength(2))
  expect(calls[1]?.body).toEqual({ disc_titles: { '1': 'Ebb', '2': 'Flow' }, version: 9 })
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a title that others gave the same disc stays until mine is meant, by Enter and not by leaving', async () => {
  const answers = [
    conflict('disc_titles', { '1': 'Ebb' }, { '1': 'Dawn' }, 9),
    [200, twoDiscs({ '1': 'Ebb' }, 10)] as const,
  ]
  const calls = await showTracks(twoDiscs({}), { [PATCH]: () => answers.shift() ?? [404, {}] })
  await userEvent.type(titleOf(1), 'Ebb{Enter}')
  expect((await screen.findByRole('alert')).textContent).toBe(
    'It was changed to “Dawn” meanwhile. Press Enter to keep yours.',
  )
  await userEvent.tab()
  expect(calls).toHaveLength(1)
  expect(titleOf(1)).toHaveProperty('value', 'Ebb')
})
