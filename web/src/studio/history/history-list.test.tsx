import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import { type Act, releaseHistoryQuery } from '@/api/history'
import { ApiError } from '@/api/problem'

import { HistoryList } from './history-list'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const INES = { id: 'u1', username: 'ines', name: 'Inês do Mar' }
const act = (id: string, version: number, more: Partial<Act> = {}): Act => ({
  ...{ act: id, version, at: '2026-11-24T12:00:00Z', actor: INES, undoes: null, is_undone: false },
  edits: [
    {
      ...{ subject_kind: 'release', subject_id: 'r1' },
      ...{ before: { label_name: 'Low Tide' }, after: { label_name: 'High Tide' } },
    },
  ],
  titles: {},
  ...more,
})

/** The list before a server that has these, one page after the other. */
function show(pages: Act[][], onUndo?: (id: string) => Promise<string>) {
  vi.stubGlobal('fetch', ({ url }: Request) => {
    const at = Number(new URL(url).searchParams.get('cursor') ?? 0)
    const next_cursor = at + 1 < pages.length ? String(at + 1) : null
    return Promise.resolve(Response.json({ items: pages[at], next_cursor }))
  })
  const onUndone = vi.fn()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <HistoryList query={releaseHistoryQuery('r1')} onUndo={onUndo} onUndone={onUndone} />
    </QueryClientProvider>,
  )
  return onUndone
}

const rows = async () =>
  within(await screen.findByRole('list', { name: /^Changes/ })).getAllByRole('listitem')

test('who changed what, from what to what; what Segue did itself says so', async () => {
  show([[act('a2', 3), act('a1', 2, { actor: null })]])
  const words = (await screen.findAllByText(/High Tide/)).map(
    (line) => line.closest('li')?.textContent,
  )
  expect(words[0]).toBe('Label from “Low Tide” to “High Tide”')
  expect(screen.getByText('Inês do Mar')).toBeTruthy()
  expect(screen.getByText('Segue')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
})

test('more comes on request', async () => {
  show([[act('a2', 3)], [act('a1', 2, { is_undone: true })]])
  await userEvent.click(await screen.findByRole('button', { name: 'Show more' }))
  expect(await screen.findByText('Undone')).toBeTruthy()
})

test('taken back: the answer goes on, and the focus to what was done', async () => {
  const onUndo = vi.fn(() => Promise.resolve('as it was'))
  const onUndone = show([[act('a2', 3)]], onUndo)
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  const told = await screen.findByText(/^Undone\. That is a change of its own/)
  expect(onUndo).toHaveBeenCalledWith('a2')
  expect(onUndone).toHaveBeenCalledWith('as it was')
  expect(document.activeElement).toBe(told)
})

test('changed again since: both values are shown, and nothing was undone', async () => {
  const fields = [
    {
      ...{ subject_kind: 'release', subject_id: 'r1', field: 'label_name' },
      ...{ yours: 'Low Tide', theirs: 'Spring Tide' },
    },
  ]
  const refusal = new ApiError(409, 'history.edit_conflict', '', {}, { fields, version: 4 })
  const onUndone = show([[act('a2', 3)]], () => Promise.reject(refusal))
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('LabelNowSpring TideBeforeLow Tide')
  expect(onUndone).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('button', { name: 'Leave it' }))
  expect(screen.queryByRole('alert')).toBeNull()
})

test('an act on many things shows the first of them, and the rest on request', async () => {
  const edits = Array.from({ length: 12 }, (_, i) => ({
    ...{ subject_kind: 'track', subject_id: `t${i}` },
    ...{ before: { isrc: '' }, after: { isrc: `GBAYE060149${i}` } },
  }))
  show([[act('a2', 3, { edits, titles: { t0: 'Low Tide' } })]])
  expect(await screen.findByText(/GBAYE0601490/)).toBeTruthy()
  expect((await rows()).length).toBe(1 + 8)
  await userEvent.click(screen.getByRole('button', { name: '4 more changes' }))
  expect((await rows()).length).toBe(1 + 12)
})
