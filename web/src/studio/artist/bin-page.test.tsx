import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import type { ArtistDetail } from '@/api/types'

import { answerWith, MARRAM, showAt } from './artist-fixture'
import { ArtistBinPage } from './bin-page'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const REMOVED = {
  ...{ id: 'r1', title: 'Slack Water', track_count: 2 },
  ...{ removed_at: '2030-01-01T10:00:00Z', purged_at: '2030-01-31T10:00:00Z' },
}
const RESTORE = 'POST /api/v1/releases/r1/restoration'

async function open(artist: ArtistDetail, restored: readonly [number, unknown] = [200, {}]) {
  let items = [REMOVED]
  const calls = answerWith({
    'GET /api/v1/artists/marram': () => [200, artist],
    'GET /api/v1/artists/a1/bin': () => [200, { items, next_cursor: null }],
    [RESTORE]: () => {
      if (restored[0] === 200) items = []
      return restored
    },
  })
  showAt('/studio/artists/marram/bin', '/studio/artists/$ref/bin', ArtistBinPage)
  await screen.findByText('Slack Water')
  return calls
}

const RESTORE_BUTTON = { name: 'Bring back Slack Water' }

test('a release comes back, with the way to it', async () => {
  const calls = await open(MARRAM)
  expect(screen.getByRole('listitem').textContent).toMatch(
    /2 tracks · deleted Jan 1, 2030.* · kept until Jan 31, 2030/,
  )
  await userEvent.click(screen.getByRole('button', RESTORE_BUTTON))
  await screen.findByText('“Slack Water” is back.')
  await screen.findByText('Nothing here. What you delete can be brought back from here.')
  expect(calls.map(({ at }) => at)).toEqual([RESTORE])
  const link = screen.getByRole('link', { name: 'Open Slack Water' })
  expect(link.getAttribute('href')).toBe('/studio/releases/r1')
})

test('a refusal is said at the release, which stays', async () => {
  await open(MARRAM, [404, { title: 'There is no such release here' }])
  await userEvent.click(screen.getByRole('button', RESTORE_BUTTON))
  expect((await screen.findByRole('alert')).textContent).toBe('There is no such release here')
  expect(screen.getByText('Slack Water')).toBeTruthy()
})

test('who may not delete may not bring back', async () => {
  await open({ ...MARRAM, abilities: ['see_unpublished'] })
  expect(screen.queryByRole('button', RESTORE_BUTTON)).toBeNull()
})
