import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import { DeleteRelease } from './delete-release'
import { RELEASE, serve, show } from './testing'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const PATH = '/api/v1/releases/r1'

test('a draft goes into the bin, asked about first, with until when it is kept', async () => {
  const calls = serve({ [`DELETE ${PATH}`]: [204, null] })
  const { router } = await show(<DeleteRelease release={RELEASE} />)
  await userEvent.click(screen.getByRole('button', { name: 'Delete draft…' }))
  const dialog = screen.getByRole('dialog', { name: 'Delete Slack Water' })
  expect(dialog.textContent).toContain('go into the bin. You can take them back until ')
  expect(calls).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }))
  await vi.waitFor(() => expect(router.state.location.href).toBe('/studio/artists/marram/bin'))
  expect(calls).toEqual([{ method: 'DELETE', path: PATH, body: null }])
})

test.each([
  ['published', 'To delete this release, unpublish it first.'],
  ['taken_down', 'To delete this release, unpublish it first.'],
  ['scheduled', 'To delete this release, cancel its date first.'],
] as const)('%s: it says what comes before that', async (state, words) => {
  const publish_at = '2026-11-24T12:00:00Z'
  await show(<DeleteRelease release={{ ...RELEASE, state, publish_at }} />)
  expect(screen.getByText(words)).toBeTruthy()
  expect(screen.queryByRole('button')).toBeNull()
})
