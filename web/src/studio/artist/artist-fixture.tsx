/** For tests: an artist, and a screen at its address before a server that answers as it is told. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { vi } from 'vitest'

import type { ArtistDetail } from '@/api/types'

export const MARRAM: ArtistDetail = {
  ...{ id: 'a1', name: 'Marram', sort_name: 'Marram', slug: 'marram', kind: 'group', version: 7 },
  ...{ image: null, verified_at: null, label: null, can_edit: true, biography: 'Two friends.' },
  abilities: ['see_unpublished', 'edit', 'publish', 'delete'],
  links: [
    { label: 'Home', url: 'https://marram.example/' },
    { label: 'Shop', url: 'https://shop.example/' },
  ],
  musicbrainz_artist_id: null,
  aliases: [],
  members: [
    {
      ...{ name: 'Inês', artist_id: 'a2', slug: 'ines' },
      ...{ part: 'Piano', since: 1998, until: null },
    },
  ],
  gallery: [],
}

export interface Call {
  at: string
  body: unknown
}

type Answer = readonly [status: number, body: unknown]
/** By method and path: "PATCH /api/v1/artists/a1". */
export type Answers = Record<string, (body: unknown) => Answer>

const QUOTA = { quota_bytes: 0, used_bytes: 0, is_default: true }
const USUAL: Answers = {
  'GET /api/v1/artists/a1/quota': () => [200, QUOTA],
  'GET /api/v1/me': () => [200, { user: null }],
}

async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.clone().text()
  return text.startsWith('{') ? JSON.parse(text) : text
}

/** Writes down what changes something. */
export function answerWith(answers: Answers): Call[] {
  const calls: Call[] = []
  document.cookie = 'csrftoken=t'
  vi.stubGlobal('fetch', async (request: Request) => {
    const at = `${request.method} ${new URL(request.url).pathname}`
    const body = await bodyOf(request)
    if (request.method !== 'GET') calls.push({ at, body })
    const [status, answer] = (answers[at] ?? USUAL[at])?.(body) ?? [404, { title: 'Not found' }]
    return status === 204 ? new Response(null, { status }) : Response.json(answer, { status })
  })
  return calls
}

/** Answers where it is by now. */
export function showAt(path: string, route: string, component: () => ReactNode) {
  const root = createRootRoute()
  const page = createRoute({ getParentRoute: () => root, path: route, component })
  const history = createMemoryHistory({ initialEntries: [path] })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={createRouter({ routeTree: root.addChildren([page]), history })} />
    </QueryClientProvider>,
  )
  return () => history.location.pathname
}
