import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Reportable } from '@/ui/report-question'

import ReportDialog from './report-dialog'

const RELEASE: Reportable = { kind: 'release', id: 'r1', title: 'Slack Water' }
const COVER: Reportable = { ...RELEASE, kind: 'cover' }
const ANSWER = { id: 'p1', outcome: 'A moderator will look at it.' }

let sent: unknown[]
let status: number
let answer: object

beforeEach(() => {
  document.cookie = 'csrftoken=token'
  sent = []
  status = 201
  answer = ANSWER
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** Before a server at which somebody is signed in, or nobody is. */
async function show(member: object | null, ...things: Reportable[]) {
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return Response.json({ user: member })
    sent.push([new URL(request.url).pathname, await request.json()])
    return Response.json(answer, { status })
  })
  const onClose = vi.fn()
  const root = createRootRoute({
    component: () => <ReportDialog things={things} onClose={onClose} />,
  })
  const history = createMemoryHistory()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={createRouter({ routeTree: root, history })} />
    </QueryClientProvider>,
  )
  await screen.findByRole('dialog', { name: /^Report.*Slack Water/ })
  return { user: userEvent.setup(), onClose }
}

test('a visitor says what is wrong and where to answer, and is thanked', async () => {
  const { user, onClose } = await show(null, RELEASE)
  await user.selectOptions(screen.getByLabelText('Reason'), 'Spam')
  await user.type(screen.getByLabelText('Details (optional)'), 'Again and again.')
  await user.type(screen.getByLabelText('Your e-mail (optional)'), ' ines@example.org ')
  await user.click(screen.getByRole('button', { name: 'Send the report' }))
  expect((await screen.findByRole('status')).textContent?.trim()).toBe(ANSWER.outcome)
  expect(sent).toEqual([
    [
      '/api/v1/reports',
      {
        ...{ subject_kind: 'release', subject_id: 'r1', reason: 'spam' },
        ...{ message: 'Again and again.', contact: 'ines@example.org' },
      },
    ],
  ])
  await user.click(screen.getByRole('button', { name: 'Close' }))
  expect(onClose).toHaveBeenCalledOnce()
})

test('a member is led to their reports, and gives no address', async () => {
  const { user } = await show({ username: 'karl' }, RELEASE, COVER)
  await user.selectOptions(await screen.findByLabelText('What it is about'), 'Cover: Slack Water')
  expect(screen.queryByLabelText(/e-mail/)).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Send the report' }))
  const link = await screen.findByRole('link', { name: 'your reports' })
  expect(link.getAttribute('href')).toBe('/settings/reports')
  expect(sent).toMatchObject([['/api/v1/reports', { subject_kind: 'cover', contact: null }]])
})

test('something else needs words', async () => {
  const { user } = await show(null, RELEASE)
  await user.selectOptions(screen.getByLabelText('Reason'), 'Something else')
  await user.click(screen.getByRole('button', { name: 'Send the report' }))
  expect(screen.getByText('Say what is wrong.')).toBeTruthy()
  expect(sent).toEqual([])
})

test('a refusal keeps what was typed', async () => {
  status = 429
  answer = { title: 'You have reported a lot. Try again in an hour.' }
  const { user } = await show(null, RELEASE)
  await user.type(screen.getByLabelText('Details (optional)'), 'Mine.')
  await user.click(screen.getByRole('button', { name: 'Send the report' }))
  expect((await screen.findByRole('alert')).textContent).toBe(
    'You have reported a lot. Try again in an hour.',
  )
  expect(screen.getByLabelText<HTMLTextAreaElement>('Details (optional)').value).toBe('Mine.')
})

test('a moderator may decide without a report', async () => {
  answer = { id: 'c1' }
  const { user, onClose } = await show({ username: 'mona', is_moderator: true }, RELEASE)
  await user.click(await screen.findByRole('button', { name: 'Decide on the release…' }))
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  expect(sent).toEqual([
    ['/api/v1/moderation/reports', { subject_kind: 'release', subject_id: 'r1' }],
  ])
})
