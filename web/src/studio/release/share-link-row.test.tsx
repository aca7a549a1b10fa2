import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import type { ShareLink } from '@/api/shares'

import { ShareLinkRow } from './share-link-row'
import { serve, show } from './testing'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const LINK: ShareLink = {
  ...{ id: 'l1', name: 'The Wire', made_by: 'ines', created_at: '2026-11-20T12:00:00Z' },
  ...{ expires_at: null, max_visits: 3, visit_count: 2, revoked_at: null },
  last_visited_at: '2026-11-21T12:00:00Z',
}

async function shown(changes: Partial<ShareLink> = {}) {
  const onRevoked = vi.fn()
  const link = { ...LINK, ...changes }
  await show(<ShareLinkRow release="r1" link={link} onRevoked={onRevoked} />)
  return { onRevoked, words: screen.getByRole('listitem').textContent }
}

test('how often it was opened, and how often it still opens', async () => {
  const { words } = await shown()
  expect(words).toContain('Works until it is revoked')
  expect(words).toContain('1 more browser')
  expect(words).toContain('by ines · opened in 2 browsers, last ')
})

test.each([
  [{ visit_count: 3 }, 'Opens for nobody new'],
  [{ last_visited_at: null, visit_count: 0 }, 'never opened'],
  [{ expires_at: '2026-01-01T12:00:00Z' }, 'Ended '],
] as [Partial<ShareLink>, string][])('%j is told', async (changes, told) => {
  expect((await shown(changes)).words).toContain(told)
})

test('one that was revoked can’t be revoked again', async () => {
  const { words } = await shown({ revoked_at: '2026-11-22T12:00:00Z' })
  expect(words).toContain('Revoked ')
  expect(screen.queryByRole('button')).toBeNull()
})

test('revoking is asked about, and what was refused is said', async () => {
  const answers: Record<string, readonly [number, unknown]> = {}
  const calls = serve(answers)
  const { onRevoked } = await shown()
  await userEvent.click(screen.getByRole('button', { name: 'Revoke The Wire' }))
  expect(calls).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: 'Revoke' }))
  expect((await screen.findByRole('alert')).textContent).toBe('Not found')
  expect(onRevoked).not.toHaveBeenCalled()
  answers['DELETE /api/v1/releases/r1/share-links/l1'] = [204, null]
  await userEvent.click(screen.getByRole('button', { name: 'Revoke' }))
  await vi.waitFor(() => expect(onRevoked).toHaveBeenCalledWith('The Wire'))
})
