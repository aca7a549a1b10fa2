/** For tests: a release of tracks, before a server that answers as told. */
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render, screen } from '@testing-library/react'
import { vi } from 'vitest'

import { releaseQuery } from '@/api/queries'
import type { ReleaseDetail, Track } from '@/api/types'

import { TracksSection } from './tracks-section'

const TITLES: Record<string, string> = { a: 'Ebb', b: 'Flow', c: 'Low Tide', d: 'Slack Water' }

const trackOf = (id: string, number: number, more: Partial<Track> = {}) =>
  ({
    ...{ id, title: TITLES[id], number, position: number, disc_number: 1, state: 'ready' },
    ...{ duration_ms: 60_000, upload: null, credits: [], release: { id: 'r1' } },
    ...{ version_title: '', credit: '', work: '', language: '', copyright_line: '' },
    ...{ phonographic_line: '', bpm: null, key: '', explicit: '', license: '', ...more },
  }) as unknown as Track

export const releaseOf = (ids: string, version = 7, more: Partial<Track> = {}) =>
  ({
    ...{ id: 'r1', title: 'Tides', version, cover: null, can_edit: true, disc_titles: {} },
    ...{ duration_ms: 60_000 * ids.length },
    tracks: [...ids].map((id, i) => trackOf(id, i + 1, more)),
  }) as unknown as ReleaseDetail

export interface Call {
  method: string
  path: string
  body: unknown
}
type Answer = readonly [status: number, body: unknown]
/** By method and path; one that takes the call may change what comes next. */
export type Answers = Record<string, (call: Call) => Answer>

export const conflict = (
  field: string,
  yours: unknown,
  theirs: unknown,
  version: number,
): Answer => [
  409,
  {
    ...{ code: 'history.edit_conflict', detail: 'Somebody else was faster.', version },
    conflicts: [{ subject_kind: 'track', subject_id: 'a', field, yours, theirs }],
  },
]

function Section() {
  const release = useQuery(releaseQuery('r1')).data
  return release ? <TracksSection release={release} /> : null
}

/** Gives what was asked of the server, without plain reading. */
export async function showTracks(release: ReleaseDetail, answers: Answers = {}): Promise<Call[]> {
  const calls: Call[] = []
  const all: Answers = {
    'GET /api/v1/releases/r1': () => [200, release],
    'GET /api/v1/uploads/limits': () => [200, { max_bytes: 1e9, quota_bytes: 0, used_bytes: 0 }],
    'GET /api/v1/licenses': () => [200, [{ code: 'CC-BY-4.0', name: 'CC BY 4.0', url: '' }]],
    ...answers,
  }
  vi.stubGlobal('fetch', async (request: Request | string) => {
    if (typeof request === 'string') return Response.json({ user: null })
    const { method, url } = request
    const { pathname: path, search } = new URL(url)
    const text = await request.text()
    const body: unknown = text.startsWith('{') ? JSON.parse(text) : text
    if (method !== 'GET') calls.push({ method, path: path + search, body })
    const answer = all[`${method} ${path}`]
    const [status, given] = answer?.({ method, path: path + search, body }) ?? [404, {}]
    return status === 204 ? new Response(null, { status }) : Response.json(given, { status })
  })
  const router = createRouter({
    routeTree: createRootRoute({ component: Section }),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  await screen.findByRole('heading', { name: 'Tracks' })
  return calls
}

export const shownTitles = (): (string | null)[] =>
  [...document.querySelectorAll('[data-track]')].map((row) => row.getAttribute('aria-label'))
