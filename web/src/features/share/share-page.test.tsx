import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'

import SharePage from './share-page'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** The page at this address, before a server that answers like this; with the tokens it was sent. */
function show(
  address: string,
  status = 200,
  body: unknown = { release_id: 'r1', expires_at: null },
) {
  const tokens: unknown[] = []
  vi.stubGlobal('fetch', async (asked: Request | string) => {
    if (typeof asked === 'string') return Response.json({})
    tokens.push(await asked.json())
    return Response.json(body, { status })
  })
  const root = createRootRoute()
  const share = createRoute({ getParentRoute: () => root, path: '/share', component: SharePage })
  const release = createRoute({
    getParentRoute: () => root,
    path: '/release/$ref',
    component: () => <h1>The release</h1>,
  })
  const history = createMemoryHistory({ initialEntries: ['/', address], initialIndex: 1 })
  const router = createRouter({ routeTree: root.addChildren([share, release]), history })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return { tokens, router }
}

const title = async () => (await screen.findByRole('heading', { level: 1 })).textContent

test('opened: on to the release, and the token stands nowhere any more', async () => {
  const { tokens, router } = show('/share#s3cret')
  await waitFor(async () => expect(await title()).toBe('The release'))
  expect(tokens).toEqual([{ token: 's3cret' }])
  expect(router.state.location.href).toBe('/release/r1')
  expect(router.history.length).toBe(2)
})

test('a link that has ended says so, and what to do', async () => {
  show('/share#over', 404, { code: 'catalog.share_link_over', title: 'This link has expired' })
  expect(await title()).toBe('This link has ended')
  expect(screen.getByText('Ask whoever sent it to you for a new one.')).toBeTruthy()
})

test('too many attempts: it can be tried again', async () => {
  show('/share#often', 429, { title: 'Too many attempts.' })
  expect((await screen.findByRole('alert')).textContent).toContain('Too many attempts.')
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy()
})

test('without its end the link is incomplete, and nobody is asked', async () => {
  const { tokens } = show('/share')
  expect(await title()).toBe('This link is incomplete')
  expect(tokens).toEqual([])
})
