/** For tests: a release, a server that answers as told, and a page around what is shown. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { vi } from 'vitest'

import type { ReleaseDetail } from '@/api/types'

export const RELEASE: ReleaseDetail = {
  ...{ id: 'r1', slug: 'slack-water', title: 'Slack Water', credit: '', line: [], credits: [] },
  artist: { id: 'a1', slug: 'marram', name: 'Marram' },
  ...{ state: 'draft', visibility: 'public', version: 3, publish_at: null, published_at: null },
  ...{ publish_when_ready: false, kind: 'single', chosen_kind: '', released_on: '' },
  ...{ label_name: 'Low Tide', catalog_number: 'LT-1', upc: '', language: '', license: '' },
  ...{ copyright_line: '', phonographic_line: '', description: '', disc_titles: {} },
  ...{ musicbrainz_release_id: null, musicbrainz_group_id: null, genres: [], moods: [] },
  ...{ album_loudness_lufs: null, album_true_peak_dbtp: null, cover: null, gallery: [] },
  ...{ track_count: 0, duration_ms: 0, tracks: [] },
  ...{ can_edit: true, abilities: ['see_unpublished', 'edit', 'publish', 'delete'] },
}

export interface Call {
  method: string
  path: string
  body: unknown
}

type Answer = readonly [status: number, body: unknown]

/** Answers by "PUT /api/v1/…"; what isn't told is not found. Returns what was asked for, without reading. */
export function serve(answers: Record<string, Answer>): Call[] {
  const calls: Call[] = []
  vi.stubGlobal('fetch', async (asked: Request | string) => {
    const request = asked instanceof Request ? asked : new Request(new URL(asked, location.href))
    const { pathname: path } = new URL(request.url)
    const { method } = request
    const text = await request.clone().text()
    if (method !== 'GET') calls.push({ method, path, body: text ? JSON.parse(text) : null })
    const [status, body] = answers[`${method} ${path}`] ?? [404, { title: 'Not found' }]
    return status === 204 ? new Response(null, { status }) : Response.json(body, { status })
  })
  return calls
}

/** What overtook nobody: both values of one field. */
export const conflictOf = (field: string, yours: unknown, theirs: unknown): Answer => [
  409,
  {
    ...{
      code: 'history.edit_conflict',
      title: 'Somebody else has changed this meanwhile',
      version: 7,
    },
    conflicts: [{ subject_kind: 'release', subject_id: 'r1', field, yours, theirs }],
  },
]

export async function show(page: ReactNode, address = '/') {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const router = createRouter({
    routeTree: createRootRoute({ component: () => page }),
    history: createMemoryHistory({ initialEntries: [address] }),
    defaultNotFoundComponent: () => page,
  })
  await router.load()
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return { client, router }
}
