import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import type { Case, CaseDetail } from '@/api/cases'

import { CasePage } from './case-page'
import { GenresPage } from './genres-page'
import { QueuePage } from './queue-page'

const CASE: Case = {
  ...{ id: 'c1', created_at: '2020-05-01T10:00:00Z', stirred_at: '2020-05-01T10:00:00Z' },
  ...{ subject_kind: 'release', subject_id: 'r1', subject_title: 'Slack Water' },
  artist: { id: 'a1', name: 'Marram', slug: 'marram' },
  ...{ is_open: true, report_count: 2, reasons: ['copyright', 'spam'], has_appeal: false },
  ...{ assigned_to: null, is_own: false, action: null },
}
const DETAIL: CaseDetail = {
  ...CASE,
  subject: {
    ...{ title: 'Slack Water', release_id: 'r1', state: 'published', is_taken_down: false },
    ...{ text: 'Recorded at low tide.', tracks: ['Ebb', 'Flow'] },
  },
  reports: [
    {
      ...{ id: 'p1', created_at: '2020-05-01T10:00:00Z', reporter: 'karl' },
      ...{ reason: 'copyright', message: 'That is mine.' },
    },
  ],
  appeals: [],
  decisions: [],
}
const DECIDED: CaseDetail = {
  ...DETAIL,
  ...{ is_open: false, action: 'take_down' },
  decisions: [
    {
      ...{ id: 'd1', created_at: '2020-05-02T10:00:00Z', action: 'take_down', reason: 'copyright' },
      ...{ message: 'It is Karl’s.', decided_by: 'olga', is_blocked: true },
    },
  ],
}
const page = (items: unknown[]) => ({ items, next_cursor: null })

type Answer = readonly [status: number, body: unknown]
interface Sent {
  method: string
  url: string
  body: unknown
}

let sent: Sent[]
let answers: Record<string, Answer>

beforeEach(() => {
  localStorage.clear()
  document.cookie = 'csrftoken=token'
  sent = []
  answers = { 'GET /api/v1/me': [200, { user: { username: 'mona', is_moderator: true } }] }
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, search } = new URL(request.url)
    const text = await request.text()
    const body: unknown = text ? JSON.parse(text) : null
    sent.push({ method: request.method, url: pathname + search, body })
    const [status, answer] = answers[`${request.method} ${pathname}`] ?? [404, { title: 'None' }]
    return status === 204 ? new Response(null, { status }) : Response.json(answer, { status })
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function show(at: string) {
  const root = createRootRoute()
  const operator = createRoute({ getParentRoute: () => root, path: '/operator', component: Outlet })
  const at_ = (path: string, component: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => operator, path, component })
  const routeTree = root.addChildren([
    operator.addChildren([
      at_('/reports', QueuePage),
      at_('/reports/$id', CasePage),
      at_('/genres', GenresPage),
    ]),
  ])
  const history = createMemoryHistory({ initialEntries: [at] })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={createRouter({ routeTree, history })} />
    </QueryClientProvider>,
  )
  return { user: userEvent.setup(), history, client }
}

const writes = () => sent.filter(({ method }) => method !== 'GET')

describe('the queue', () => {
  beforeEach(() => {
    const other = { ...CASE, id: 'c2', subject_title: 'Ebb', assigned_to: 'mona' }
    answers['GET /api/v1/moderation/reports'] = [200, page([CASE, other])]
    answers['GET /api/v1/moderation/reports/c2'] = [200, { ...DETAIL, ...other }]
  })

  test('J and K go through it, Enter opens what has the focus', async () => {
    const { user, history } = show('/operator/reports')
    const first = await screen.findByRole('link', { name: 'Slack Water' })
    await user.keyboard('j')
    expect(document.activeElement).toBe(first)
    await user.keyboard('jj')
    expect(document.activeElement?.textContent).toBe('Ebb')
    await user.keyboard('k')
    expect(document.activeElement).toBe(first)
    await user.keyboard('j{Enter}')
    await screen.findByRole('heading', { name: 'Ebb' })
    expect(history.location.pathname).toBe('/operator/reports/c2')
  })

  test('says of each what it is, why, how often, and who is on it', async () => {
    show('/operator/reports')
    await screen.findByRole('link', { name: 'Slack Water' })
    expect(await screen.findByText('Assigned to you')).toBeTruthy()
    const [first, second] = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(first).toMatch(
      /^Slack WaterRelease by Marram · Somebody else’s rights, Spam2 reports\d+ days ago$/,
    )
    expect(second).toContain('Assigned to you')
  })

  test('the filter stands in the address and asks for that part', async () => {
    const { user, history } = show('/operator/reports?show=decided')
    await screen.findByRole('link', { name: 'Slack Water' })
    expect(sent.some(({ url }) => url.includes('is_open=false'))).toBe(true)
    await user.selectOptions(screen.getByLabelText('About'), 'track')
    await waitFor(() => expect(sent.at(-1)?.url).toContain('kind=track'))
    expect(history.location.search).toBe('?show=decided&kind=track')
  })
})

describe('a case', () => {
  beforeEach(() => {
    answers['GET /api/v1/moderation/reports/c1'] = [200, DETAIL]
  })

  test('is taken down with a message for the team, and its sound blocked', async () => {
    answers['POST /api/v1/moderation/reports/c1/decision'] = [200, DECIDED]
    const { user } = show('/operator/reports/c1')
    await user.click(await screen.findByLabelText(/^Take it down/))
    await user.type(screen.getByLabelText('Message to the team'), 'It is Karl’s.')
    await user.click(screen.getByRole('switch', { name: 'Block its sound' }))
    await user.click(screen.getByRole('button', { name: 'Decide' }))
    expect(await screen.findByText('Decided: Taken down.')).toBeTruthy()
    expect(writes()).toEqual([
      {
        method: 'POST',
        url: '/api/v1/moderation/reports/c1/decision',
        body: {
          ...{ action: 'take_down', reason: 'copyright' },
          ...{ message: 'It is Karl’s.', is_blocked: true },
        },
      },
    ])
    expect(screen.queryByRole('button', { name: 'Decide' })).toBeNull()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('a refusal keeps what was typed, and nothing is sent without a word', async () => {
    answers['POST /api/v1/moderation/reports/c1/decision'] = [409, { title: 'Its team was faster' }]
    const { user } = show('/operator/reports/c1')
    await user.click(await screen.findByRole('button', { name: 'Decide' }))
    expect(screen.getByLabelText('Note').getAttribute('aria-invalid')).toBe('true')
    expect(writes()).toEqual([])
    await user.click(screen.getByLabelText(/^Ask for changes/))
    await user.type(screen.getByLabelText('Message to the team'), 'Mark it.')
    await user.click(screen.getByRole('button', { name: 'Decide' }))
    expect((await screen.findByRole('alert')).textContent).toBe('Its team was faster')
    expect(screen.getByLabelText<HTMLTextAreaElement>('Message to the team').value).toBe('Mark it.')
  })

  test('where somebody was faster it says who, and shows what they decided', async () => {
    const faster = { code: 'moderation.decided_already', title: 'Somebody has decided already' }
    answers['POST /api/v1/moderation/reports/c1/decision'] = [409, faster]
    const { user } = show('/operator/reports/c1')
    await user.type(await screen.findByLabelText('Note'), 'Nothing in it.')
    answers['GET /api/v1/moderation/reports/c1'] = [200, DECIDED]
    await user.click(screen.getByRole('button', { name: 'Decide' }))
    expect(await screen.findByText(/^olga has decided on this/)).toBeTruthy()
    expect(screen.getByRole('list', { name: 'Decisions' }).textContent).toContain('Taken down')
  })

  test('is taken over from another moderator by saying so', async () => {
    answers['GET /api/v1/moderation/reports/c1'] = [200, { ...DETAIL, assigned_to: 'olga' }]
    const mine = { ...DETAIL, assigned_to: 'mona' }
    answers['PUT /api/v1/moderation/reports/c1/assignment'] = [200, mine]
    const { user } = show('/operator/reports/c1')
    await user.click(await screen.findByRole('button', { name: 'Take it over from olga' }))
    expect(await screen.findByRole('button', { name: 'Give it back' })).toBeTruthy()
    expect(writes()[0]?.body).toEqual({ is_taken_over: true })
  })

  test('of one’s own team shows no reports and nothing to decide', async () => {
    const own = { ...DETAIL, is_own: true, reports: [] }
    answers['GET /api/v1/moderation/reports/c1'] = [200, own]
    show('/operator/reports/c1')
    expect(await screen.findByText(/Another moderator decides/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Decide|Assign/ })).toBeNull()
  })
})

describe('genres', () => {
  const names = [
    ['g1', 'Folk', null, true, ['folk']],
    ['g2', 'Sea Song', 'g1', true, ['seasong', 'shanty']],
    ['g3', 'Pier Folk', null, false, ['pierfolk']],
  ] as const
  const found = names.map(([id, name, parent_id, is_curated, aliases]) => ({
    ...{ id, name, parent_id, is_curated, aliases, slug: id, kind: 'genre', release_count: 1 },
  }))

  beforeEach(() => {
    answers['GET /api/v1/genres/names'] = [200, page(found)]
  })

  test('arrows open a family and go down into it', async () => {
    const { user } = show('/operator/genres')
    const folk = await screen.findByRole('button', { name: /^Folk/ })
    folk.focus()
    await user.keyboard('{ArrowRight}{ArrowDown}')
    expect(document.activeElement?.textContent).toBe('Sea Song')
    await user.keyboard('{ArrowUp}{ArrowLeft}')
    expect(folk.getAttribute('aria-expanded')).toBe('false')
  })

  test('another name keeps the former one and the other spellings', async () => {
    answers['PUT /api/v1/genres/g2'] = [200, { ...found[1], name: 'Shanty' }]
    const { user } = show('/operator/genres')
    await user.type(await screen.findByLabelText('Name or spelling'), 'shan')
    await user.click(screen.getByRole('button', { name: 'Change Sea Song' }))
    const name = screen.getByLabelText('Name')
    await user.clear(name)
    await user.type(name, 'Shanty')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('Shanty is saved.')).toBeTruthy()
    expect(writes()).toEqual([
      {
        method: 'PUT',
        url: '/api/v1/genres/g2',
        body: { name: 'Shanty', parent_id: 'g1', aliases: ['shanty', 'Sea Song'] },
      },
    ])
  })

  test('merging says that there is no way back, and goes where it is told', async () => {
    answers['POST /api/v1/genres/g3/merge'] = [200, found[0]]
    const { user } = show('/operator/genres')
    await user.click(await screen.findByRole('button', { name: 'Merge Pier Folk' }))
    expect(screen.getByRole('dialog').textContent).toContain('This cannot be undone.')
    await user.click(screen.getByRole('button', { name: 'Merge for good' }))
    expect(writes()).toEqual([])
    await user.selectOptions(screen.getByLabelText('Into'), 'Folk › Sea Song')
    await user.click(screen.getByRole('button', { name: 'Merge for good' }))
    expect(await screen.findByText('Pier Folk is Folk now.')).toBeTruthy()
    expect(writes()[0]?.body).toEqual({ into_id: 'g2' })
  })
})
