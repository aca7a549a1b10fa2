import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import type { ReleaseDetail, Track } from '@/api/types'
import type { Player } from '@/player/player'
import { PlayerContext } from '@/player/react'
import { createPlayerStore } from '@/player/store'

import ReleasePage from './release-page'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const ARTIST = { id: 'a1', slug: 'marram', name: 'Marram' }
const track = (id: string, title: string, disc_number: number, number: number): Track =>
  ({
    ...{ id, slug: id, title, disc_number, number, artist: ARTIST, line: [], credit: '' },
    ...{ version_title: '', explicit: '', is_playable: true, state: 'ready', duration_ms: 61_000 },
    release: { id: 'r1', slug: 'slack-water', title: 'Slack Water' },
  }) as unknown as Track

const RELEASE = {
  ...{ id: 'r1', slug: 'slack-water', title: 'Slack Water', artist: ARTIST, cover: null },
  ...{ credit: '', line: [], credits: [], genres: [], moods: [], gallery: [], disc_titles: {} },
  ...{ state: 'published', visibility: 'public', published_at: '2026-11-24T12:00:00Z' },
  ...{ kind: 'single', track_count: 1, duration_ms: 61_000, abilities: [], can_edit: false },
  ...{ released_on: '', label_name: '', catalog_number: '', upc: '', language: '', license: '' },
  ...{ copyright_line: '', phonographic_line: '', description: '' },
  tracks: [track('t1', 'Low Tide', 1, 1)],
} as unknown as ReleaseDetail

/** The page at its address, before a server that has this release. */
function show(changes: Partial<ReleaseDetail> = {}, address = '/release/slack-water') {
  const asked: string[] = []
  vi.stubGlobal('fetch', ({ url }: Request) => {
    const { pathname, search } = new URL(url)
    asked.push(pathname + search)
    const licenses = [{ code: 'CC0-1.0', name: 'CC Zero', url: 'https://cc.example/zero' }]
    const body = pathname.endsWith('/licenses') ? licenses : { ...RELEASE, ...changes }
    return Promise.resolve(Response.json(body))
  })
  const root = createRootRoute()
  const page = createRoute({
    getParentRoute: () => root,
    path: '/release/$ref',
    component: ReleasePage,
    validateSearch: ({ as }: Record<string, unknown>) => (as === 'listener' ? { as } : {}),
  })
  const history = createMemoryHistory({ initialEntries: ['/', address], initialIndex: 1 })
  const router = createRouter({ routeTree: root.addChildren([page]), history })
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 15_000 } } })
  const playTracks = vi.fn()
  const player = { store: createPlayerStore(), playTracks } as unknown as Player
  render(
    <PlayerContext value={player}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </PlayerContext>,
  )
  return { asked, router, playTracks }
}

const heading = () => screen.findByRole('heading', { level: 1 })

test('an id or a former address gives way to the present one, in place', async () => {
  const { router, asked } = show({}, '/release/r1')
  await heading()
  await waitFor(() => expect(router.state.location.href).toBe('/release/slack-water'))
  expect(router.history.length).toBe(2)
  expect(asked).toEqual(['/api/v1/releases/r1'])
})

test('a preview is asked for as a listener, says so, and stays one', async () => {
  const { router, asked } = show({}, '/release/r1?as=listener')
  expect(await screen.findByText(/^A preview: this is how listeners see it/)).toBeTruthy()
  await waitFor(() => expect(router.state.location.href).toBe('/release/slack-water?as=listener'))
  expect(asked).toEqual(['/api/v1/releases/r1?as=listener'])
  const back = screen.getByRole('link', { name: 'Back to the editor' })
  expect(back.getAttribute('href')).toBe('/studio/releases/r1')
})

test.each([
  [{ state: 'draft', abilities: ['edit'] }, 'A draft: only your team sees this page.'],
  [{ visibility: 'unlisted', abilities: ['edit'] }, 'Unlisted: whoever has this address'],
  [{ visibility: 'private', abilities: ['edit'] }, 'Private: only your team sees this page'],
  [{ visibility: 'private' }, 'You hear this because somebody shared it with you.'],
  [{ state: 'scheduled' }, 'You hear this because somebody shared it with you.'],
  [{ state: 'scheduled', abilities: ['edit'] }, 'until then only your team sees this page.'],
] as [Partial<ReleaseDetail>, string][])('%j tells who sees the page', async (changes, words) => {
  show(changes)
  expect((await screen.findByRole('note')).textContent).toContain(words)
})

test.each([{}, { visibility: 'unlisted' }] as Partial<ReleaseDetail>[])(
  'listeners are told nothing of %j',
  async (changes) => {
    show(changes)
    await heading()
    expect(screen.queryByRole('note')).toBeNull()
  },
)

test('discs have headings, and what plays goes on over them', async () => {
  const tracks = [track('t1', 'Low Tide', 1, 1), track('t2', 'Ebb', 2, 1)]
  const { playTracks } = show({ tracks, disc_titles: { 2: 'Live in Lisbon' } })
  const disc = await screen.findByRole('list', { name: 'Tracks of disc 2' })
  const titles = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)
  expect(titles.slice(0, 2)).toEqual(['Disc 1', 'Disc 2: Live in Lisbon'])
  await userEvent.click(within(disc).getByRole('button', { name: 'Play Ebb' }))
  expect(playTracks).toHaveBeenCalledWith(tracks, 1)
})

test('the small print: what is known, by name', async () => {
  const person = { name: 'Inês', artist: { ...ARTIST, slug: 'ines' }, detail: 'piano' }
  show({
    ...{ label_name: 'Low Tide', license: 'CC0-1.0', copyright_line: '2024 Paper Heron' },
    genres: [
      { name: 'Ambient', slug: 'ambient' },
      { name: 'Dub', slug: 'dub' },
    ],
    credits: [{ ...person, roles: ['composer', 'performer'] }],
  })
  const about = await screen.findByRole('region', { name: 'About this release' })
  expect(await within(about).findByRole('link', { name: /^CC Zero/ })).toBeTruthy()
  const names = within(about).getAllByRole('term')
  expect(names.map(({ textContent }) => textContent)).toEqual([
    ...['Here since', 'Label', 'Genres', 'License', 'Copyright'],
  ])
  expect(within(about).getByText('Ambient, Dub')).toBeTruthy()
  expect(within(about).getByText('© 2024 Paper Heron')).toBeTruthy()
  const credits = screen.getByRole('region', { name: 'Credits' })
  expect(credits.textContent).toBe('CreditsPerformerInês (piano)ComposerInês (piano)')
  expect(within(credits).getAllByRole('link')[0]?.getAttribute('href')).toBe('/artist/ines')
})

test('who stands under the title: main and featured artists; explicit tracks are marked', async () => {
  const line = [
    { name: 'Marram', artist: ARTIST, is_featured: false },
    { name: 'Inês', artist: null, is_featured: true },
  ]
  const song = {
    ...track('t1', 'Low Tide', 1, 1),
    explicit: 'explicit',
    version_title: 'live',
  } as Track
  show({ line, tracks: [song] })
  const { parentElement } = await heading()
  expect(parentElement?.textContent).toContain('by Marram feat. Inês')
  expect(document.title).toBe('Slack Water by Marram feat. Inês · Segue')
  const row = screen.getByRole('listitem')
  expect(row.textContent).toContain('Low Tide (live)')
  expect(within(row).getByText('Explicit')).toBeTruthy()
})
