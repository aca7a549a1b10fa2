import { cleanup, fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import type { ReleaseDetail } from '@/api/types'

import { PublicationPanel } from './publication-panel'
import { conflictOf, RELEASE, serve, show } from './testing'

const PUBLICATION = '/api/v1/releases/r1/publication'
const CHECKLIST = 'GET /api/v1/releases/r1/checklist'
const NOTHING_MISSING = { [CHECKLIST]: [200, []] as const }

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const shown = (changes: Partial<ReleaseDetail> = {}) =>
  show(<PublicationPanel release={{ ...RELEASE, ...changes }} />)

test('what is missing keeps it back, in words that lead to the field', async () => {
  const missing = [
    { field: 'tracks', subject: 'r1', message: 'Add a track first.', is_required: true },
    { field: 'upc', subject: 'r1', message: 'Shops ask for a barcode.', is_required: false },
    { field: 'isrc', subject: 't1', message: '“Low Tide” has no ISRC.', is_required: false },
  ]
  serve({ [CHECKLIST]: [200, missing] })
  await shown()
  const hrefOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href')
  expect(await screen.findByRole('link', { name: 'Add a track first.' })).toBeTruthy()
  expect(hrefOf('Add a track first.')).toBe('/studio/releases/r1#tracks')
  expect(hrefOf('Shops ask for a barcode.')).toBe('/studio/releases/r1/details#upc')
  expect(hrefOf('“Low Tide” has no ISRC.')).toBe('/studio/tracks/t1#isrc')
  const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })
  expect([button('Publish').disabled, button('Schedule…').disabled]).toEqual([true, true])
})

test('published now, on the version that was looked at', async () => {
  const out = { ...RELEASE, state: 'published', version: 4 }
  const calls = serve({ ...NOTHING_MISSING, [`PUT ${PUBLICATION}`]: [200, out] })
  const { client } = await shown()
  await userEvent.click(await screen.findByRole('button', { name: 'Publish' }))
  expect(await screen.findByText('It is out.')).toBeTruthy()
  expect(calls).toEqual([{ method: 'PUT', path: PUBLICATION, body: { at: null, version: 3 } }])
  expect(client.getQueryData(['release', 'r1'])).toEqual(out)
})

test('a moment that is refused stays in its fields, with the reason', async () => {
  const words = 'That is more than two years ahead. Choose an earlier day.'
  const calls = serve({ ...NOTHING_MISSING, [`PUT ${PUBLICATION}`]: [422, { detail: words }] })
  await shown()
  await userEvent.click(await screen.findByRole('button', { name: 'Schedule…' }))
  const day = screen.getByLabelText<HTMLInputElement>('Day')
  fireEvent.change(day, { target: { value: '2099-05-31' } })
  fireEvent.change(screen.getByLabelText('Time'), { target: { value: '20:00:01' } })
  await userEvent.click(screen.getByRole('button', { name: 'Set the date' }))
  expect((await screen.findByRole('alert')).textContent).toBe(words)
  expect(day.value).toBe('2099-05-31')
  const at = new Date(2099, 4, 31, 20, 0, 1).toISOString()
  expect(calls.map(({ body }) => body)).toEqual([{ at, version: 3 }])
})

test('somebody else chose another date: both are shown, and mine can go over it', async () => {
  const theirs = '2030-05-31T18:00:00+00:00'
  const calls = serve({
    ...NOTHING_MISSING,
    [`DELETE ${PUBLICATION}`]: conflictOf('publish_at', null, theirs),
  })
  await shown({ state: 'scheduled', publish_at: '2030-01-01T12:00:00Z' })
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel the date' }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain(new Date(theirs).getFullYear().toString())
  expect(alert.textContent).toContain('Nothing')
  await userEvent.click(screen.getByRole('button', { name: 'Save mine' }))
  expect(calls).toHaveLength(2)
})

test('scheduled: when, how long still, and the ways out', async () => {
  serve(NOTHING_MISSING)
  const at = new Date(Date.now() + 2 * 86_400_000 + 60_000).toISOString()
  await shown({ state: 'scheduled', publish_at: at })
  expect((await screen.findByRole('timer')).textContent).toMatch(/^In 2 days/)
  const names = screen.getAllByRole('button').map(({ textContent }) => textContent)
  expect(names).toEqual([
    'Publish now',
    'Change the date…',
    'Cancel the date',
    'Change visibility…',
  ])
})

test('taken down: it says so, and leads to the notices', async () => {
  serve(NOTHING_MISSING)
  await shown({ state: 'taken_down' })
  const link = await screen.findByRole('link', { name: 'Read why, and answer' })
  expect(link.getAttribute('href')).toBe('/studio/artists/marram/notices')
  expect(screen.queryByRole('button', { name: /publish/i })).toBeNull()
})

test('taken down while it was out: the team may withdraw it for good', async () => {
  const path = `DELETE ${PUBLICATION}`
  const calls = serve({ ...NOTHING_MISSING, [path]: [200, RELEASE] })
  await shown({ state: 'taken_down', publish_at: '2026-01-01T12:00:00Z' })
  await userEvent.click(await screen.findByRole('button', { name: 'Unpublish' }))
  expect(await screen.findByText(/^It is withdrawn/)).toBeTruthy()
  expect(calls).toHaveLength(1)
})

test('who may not publish is told who may', async () => {
  serve(NOTHING_MISSING)
  await shown({ abilities: ['see_unpublished', 'edit'] })
  expect(await screen.findByText('Owners and managers of the artist publish it.')).toBeTruthy()
  expect(screen.queryByRole('button')).toBeNull()
})

test('for whom it is can be chosen, with what each choice means', async () => {
  const path = '/api/v1/releases/r1/visibility'
  const calls = serve({ ...NOTHING_MISSING, [`PUT ${path}`]: [200, RELEASE] })
  await shown()
  await userEvent.click(await screen.findByRole('button', { name: 'Change visibility…' }))
  await userEvent.click(screen.getByRole('radio', { name: /^Unlisted/ }))
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Now it is unlisted.')).toBeTruthy()
  expect(calls[0]?.body).toEqual({ visibility: 'unlisted', version: 3 })
})
