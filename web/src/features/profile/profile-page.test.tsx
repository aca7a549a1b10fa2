import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import type { Profile } from '@/api/profile'

import ProfilePage from './profile-page'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const INES: Profile = {
  ...{ id: 'p1', username: 'ines', name: 'Inês do Mar', bio: 'Piano.\nLisbon.', avatar: null },
  links: [{ label: 'My shop', url: 'https://www.tide.example/shop' }],
}
const NOT_FOUND = [404, { title: 'Not found' }] as const

type Answers = Record<string, readonly [status: number, body: unknown]>

/** The page at its address, before a server that answers like this. */
function show(answers: Answers, isMember = true) {
  const all: Answers = { '/api/v1/me': [200, { user: isMember ? INES : null }], ...answers }
  vi.stubGlobal('fetch', ({ url }: Request) => {
    const [status, body] = all[new URL(url).pathname] ?? NOT_FOUND
    return Promise.resolve(Response.json(body, { status }))
  })
  const root = createRootRoute()
  const page = createRoute({
    getParentRoute: () => root,
    path: '/people/$handle',
    component: ProfilePage,
  })
  const history = createMemoryHistory({ initialEntries: ['/people/ines'] })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={createRouter({ routeTree: root.addChildren([page]), history })} />
    </QueryClientProvider>,
  )
  return all
}

const hrefOf = (name: string | RegExp) => screen.getByRole('link', { name }).getAttribute('href')

test("another person's profile shows what they wrote, and nothing to change", async () => {
  show({ '/api/v1/people/ines': [200, { ...INES, id: 'p2' }] })
  expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Inês do Mar')
  expect(document.title).toBe('Inês do Mar · Segue')
  expect(screen.getByText('@ines')).toBeTruthy()
  expect(screen.getByText(/^Piano\./).textContent).toBe(INES.bio)
  expect(screen.queryByText('Edit profile')).toBeNull()
})

test('its links lead elsewhere, without our word for it', async () => {
  show({ '/api/v1/people/ines': [200, INES] })
  const link = await screen.findByRole<HTMLAnchorElement>('link', { name: /^My shop/ })
  expect(link.textContent).toBe('My shoptide.example(opens in a new tab)')
  expect([link.href, link.rel]).toEqual([INES.links[0]?.url, 'nofollow ugc noopener'])
})

test("one's own leads to editing it, and says who sees it", async () => {
  show({
    '/api/v1/people/ines': [200, { ...INES, bio: '', links: [] }],
    '/api/v1/me/privacy': [200, { profile: 'nobody', activity: 'nobody', is_listed: false }],
  })
  expect(await screen.findByText('Only you see this page.')).toBeTruthy()
  expect(hrefOf('Edit profile')).toBe('/settings/profile')
  expect(hrefOf('Change who sees it')).toBe('/settings/privacy')
  expect(screen.getByText('You have not written anything here yet.')).toBeTruthy()
})

test.each([
  [true, 'Go home', '/'],
  [false, 'Sign in', '/sign-in?next=%2Fpeople%2Fines'],
])('who shows none: member %s may %s', async (isMember, name, href) => {
  show({}, isMember)
  expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('No such profile')
  expect(document.title).toBe('No such profile · Segue')
  expect(hrefOf(name)).toBe(href)
})

test('what failed says why, and can be tried again', async () => {
  const answers = show({ '/api/v1/people/ines': [503, { title: 'The database is away.' }] })
  expect((await screen.findByRole('alert')).textContent).toContain('The database is away.')
  answers['/api/v1/people/ines'] = [200, INES]
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Inês do Mar')
})
