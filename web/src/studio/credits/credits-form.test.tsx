import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import { ApiError } from '@/api/problem'
import { myArtistsQuery } from '@/api/queries'
import type { Credit, NewCredit } from '@/api/track-edits'

import { CreditsForm } from './credits-form'

afterEach(cleanup)

const MARRAM = { id: 'a1', name: 'Marram', slug: 'marram' }
const INES: Credit = { name: 'Inês', artist: null, roles: ['performer'], detail: 'cello' }
const OWN: Credit = { name: 'Marram', artist: MARRAM, roles: ['main', 'composer'], detail: '' }

type Send = (credits: NewCredit[], version: number) => Promise<unknown>

function show(credits: Credit[], send: Send = () => Promise.resolve()) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  client.setQueryData(myArtistsQuery.queryKey, { items: [MARRAM], next_cursor: null } as never)
  client.setQueryData(['artists', 'latest'], { items: [], next_cursor: null })
  const sent = vi.fn(send)
  const onTakeTheirs = vi.fn()
  const form = (version: number) => (
    <QueryClientProvider client={client}>
      <CreditsForm credits={credits} version={version} send={sent} onTakeTheirs={onTakeTheirs} />
    </QueryClientProvider>
  )
  const { rerender } = render(form(4))
  return { sent, onTakeTheirs, atVersion: (version: number) => rerender(form(version)) }
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const rows = () => screen.getAllByRole('listitem').map((row) => row.getAttribute('aria-label'))

test('a person with several roles is added, and leads to the page that was chosen by key', async () => {
  const { sent } = show([INES])
  await press('Add a person')
  await userEvent.keyboard('marr{ArrowDown}{Enter}')
  const row = within(screen.getByRole('listitem', { name: 'Marram' }))
  await userEvent.click(row.getByRole('button', { name: 'Composer' }))
  await userEvent.click(row.getByRole('button', { name: 'Producer' }))
  await press('Save credits')
  expect(sent).toHaveBeenCalledWith(
    [
      { name: 'Inês', roles: ['performer'], detail: 'cello', artist_id: null },
      { name: 'Marram', roles: ['composer', 'producer'], detail: '', artist_id: 'a1' },
    ],
    4,
  )
  expect(screen.getByText('Saved.')).toBeTruthy()
})

test('rows move by button and by key, and the focus goes along', async () => {
  show([INES, OWN])
  await press('Move Marram up')
  expect(rows()).toEqual(['Marram', 'Inês'])
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move Marram up')
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
  expect(rows()).toEqual(['Inês', 'Marram'])
  await press('Remove Inês')
  expect(rows()).toEqual(['Marram'])
  expect(document.activeElement?.textContent).toBe('Add a person')
})

test('without a role nothing is sent, and the row says what is missing', async () => {
  const { sent } = show([])
  await press('Add a person')
  await userEvent.keyboard('Ravi')
  await press('Save credits')
  expect(screen.getByText('Choose at least one role.')).toBeTruthy()
  expect(sent).not.toHaveBeenCalled()
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Name' }))
})

test('what others wrote since the first change is not overtaken, and what was typed stays', async () => {
  const field = {
    subject_kind: 'track',
    subject_id: 't1',
    field: 'credits',
    yours: [],
    theirs: [OWN],
  }
  const conflict = { fields: [field], version: 6 }
  const send = vi
    .fn<Send>()
    .mockRejectedValueOnce(new ApiError(409, 'history.edit_conflict', 'No', {}, conflict))
    .mockResolvedValue(undefined)
  const { sent, atVersion } = show([INES], send)
  await press('Producer')
  atVersion(5)
  await press('Save credits')
  expect(sent.mock.calls[0]?.[1]).toBe(4)
  expect(screen.getByRole('alert').textContent).toContain('Marram (main, composer)')
  expect(screen.getByRole('button', { name: 'Producer' }).getAttribute('aria-pressed')).toBe('true')
  await press('Save mine')
  expect(sent.mock.calls[1]).toEqual([
    [{ name: 'Inês', roles: ['performer', 'producer'], detail: 'cello', artist_id: null }],
    6,
  ])
})
