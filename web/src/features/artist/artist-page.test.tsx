import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import type { ArtistDetail, Release } from '@/api/types'

import ArtistPage from './artist-page'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const MARRAM: ArtistDetail = {
  ...{ id: 'a1', name: 'Marram', sort_name: 'Marram', slug: 'marram', kind: 'group', version: 7 },
  ...{ image: null, verified_at: null, label: null, can_edit: false, abilities: [] },
  ...{ biography: 'Two friends.\nA piano.', musicbrainz_artist_id: null, gallery: [] },
  links: [{ label: 'Shop', url: 'https://shop.example/' }],
  aliases: [{ name: 'マーラム', language: 'ja' }],
  members: [
    { name: 'Inês', artist_id: 'a2', slug: 'ines', part: 'Piano', since: 1998, until: null },
    { name: 'Tomás', artist_id: null, slug: null, part: '', since: null, until: null },
  ],
}

const release = (id: string, kind: Release['kind']) =>
  ({
    ...{ id, slug: id, title: id, kind, state: 'published', published_at: '2030-01-01T10:00:00Z' },
    ...{ released_on: '', track_count: 0, duration_ms: 0, cover: null, credit: '', abilities: [] },
    artist: { id: 'a1', name: 'Marram', slug: 'marram' },
  }) as unknown as Release

const items = <T,>(...all: T[]) => ({ items: all, next_cursor: null })
const credited = (id: string) => ({
  ...{ release: { id, slug: id, title: id }, track: null, name: 'Marram', roles: ['producer'] },
})

/** The page at this address, before a server that answers like this; what was sent is written down. */
function show(answers: Record<string, unknown> = {}, path = '/artist/marram', isOperator = false) {
  const calls: unknown[] = []
  const user = isOperator ? { is_operator: true } : null
  const all: Record<string, unknown> = {
    'GET /api/v1/artists/marram': MARRAM,
    'GET /api/v1/me': { user },
    'GET /api/v1/releases': items(release('Ebb', 'single'), release('Tides', 'album')),
    'GET /api/v1/artists/marram/credits': items(credited('Dunes')),
    'GET /api/v1/artists/a1/quota': { quota_bytes: 10e9, used_bytes: 1e9, is_default: true },
    ...answers,
  }
  document.cookie = 'csrftoken=t'
  vi.stubGlobal('fetch', async (request: Request) => {
    const at = `${request.method} ${new URL(request.url).pathname}`
    if (request.method !== 'GET') calls.push([at, await request.clone().json()])
    const answer = all[at]
    return Response.json(answer ?? { title: 'Not found' }, { status: answer ? 200 : 404 })
  })
  const root = createRootRoute()
  const page = createRoute({
    getParentRoute: () => root,
    path: '/artist/$ref',
    component: ArtistPage,
  })
  const history = createMemoryHistory({ initialEntries: [path] })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={createRouter({ routeTree: root.addChildren([page]), history })} />
    </QueryClientProvider>,
  )
  return { calls, history }
}

test('who they are, and what they have released, albums first', async () => {
  show()
  expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Marram')
  expect(screen.getByText('マーラム').getAttribute('lang')).toBe('ja')
  expect(screen.getByText(/^Two friends\./).textContent).toBe(MARRAM.biography)
  expect(screen.getByRole('link', { name: 'Inês' }).getAttribute('href')).toBe('/artist/ines')
  expect(screen.queryByRole('link', { name: 'Tomás' })).toBeNull()
  expect(screen.queryByText('Verified')).toBeNull()
  await screen.findByRole('heading', { name: 'Albums' })
  const titles = screen.getAllByRole('heading', { level: 2 }).map((each) => each.textContent)
  expect(titles.slice(0, 5)).toEqual(['About', 'Members', 'Links', 'Albums', 'Singles'])
})

test('they appear on what others released', async () => {
  show()
  await screen.findByRole('heading', { name: 'Appears on' })
  const others = screen.getAllByRole('link', { name: 'Dunes' })
  expect(others.map((link) => link.getAttribute('href'))).toEqual(['/release/Dunes'])
})

test('a past address gives way to the present one', async () => {
  const { history } = show({ 'GET /api/v1/artists/dunes': MARRAM }, '/artist/dunes')
  await screen.findByRole('heading', { level: 1 })
  await waitFor(() => expect(history.location.pathname).toBe('/artist/marram'))
  expect(history.length).toBe(1)
})

test('operators verify with a reason; others are not asked to', async () => {
  show()
  await screen.findByRole('heading', { name: 'Albums' })
  expect(screen.queryByRole('button', { name: 'Verify…' })).toBeNull()
  cleanup()

  const verified = { ...MARRAM, verified_at: '2030-01-01T10:00:00Z' }
  const { calls } = show({ 'PUT /api/v1/artists/a1/verification': verified }, undefined, true)
  await userEvent.click(await screen.findByRole('button', { name: 'Verify…' }))
  await userEvent.click(screen.getByRole('button', { name: 'Verify' }))
  await screen.findByText('Say why; the audit log keeps it.')
  expect(calls).toEqual([])
  await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'Met them.')
  await userEvent.click(screen.getByRole('button', { name: 'Verify' }))
  await screen.findByText('Marram is verified.')
  expect(calls).toEqual([['PUT /api/v1/artists/a1/verification', { reason: 'Met them.' }]])
})

test('an artist who isn’t here is told as missing', async () => {
  show({}, '/artist/nobody')
  expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('No such artist')
})
