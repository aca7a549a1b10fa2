import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import type { Notice } from '@/api/notices'
import type { ArtistDetail } from '@/api/types'

import { type Answers, answerWith, MARRAM, showAt } from './artist-fixture'
import { ArtistNoticesPage } from './notices-page'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const NOTICE: Notice = {
  ...{ id: 'n1', created_at: '2030-01-01T10:00:00Z', action: 'take_down', reason: 'copyright' },
  ...{ message: 'This cover is not yours.', subject_kind: 'release', subject_id: 'r1' },
  ...{ subject_title: 'Slack Water', can_answer: true, answers: [] },
}

const ANSWER = 'POST /api/v1/artists/a1/notices/n1/appeal'
const page = (...items: Notice[]) => [200, { items, next_cursor: null }] as const

async function open(notice: Notice[], answers: Answers = {}, artist: ArtistDetail = MARRAM) {
  let items = notice
  const calls = answerWith({
    'GET /api/v1/artists/marram': () => [200, artist],
    'GET /api/v1/artists/a1/notices': () => page(...items),
    ...answers,
  })
  showAt('/studio/artists/marram/notices', '/studio/artists/$ref/notices', ArtistNoticesPage)
  await screen.findByRole('heading', { level: 2 })
  return { calls, becomes: (...next: Notice[]) => (items = next) }
}

test('a decision is told with its reason and what it means, and leads to its subject', async () => {
  await open([NOTICE])
  expect((await screen.findByRole('heading', { level: 3 })).textContent).toBe(
    'The release “Slack Water” was taken down',
  )
  expect(screen.getByText(/Because of somebody else’s rights\./)).toBeTruthy()
  expect(screen.getByText('This cover is not yours.')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Open it in the studio' }).getAttribute('href')).toBe(
    '/studio/releases/r1',
  )
})

test('an answer is sent once, and then waits', async () => {
  const answered: Notice = {
    ...NOTICE,
    can_answer: false,
    answers: [
      { created_at: '2030-01-02T10:00:00Z', message: 'It is.', outcome: null, reply: null },
    ],
  }
  const { calls, becomes } = await open([NOTICE], { [ANSWER]: () => [201, answered] })
  await userEvent.click(await screen.findByRole('button', { name: 'Answer…' }))
  await userEvent.click(screen.getByRole('button', { name: 'Send the answer' }))
  expect(screen.getByText('Say what they should look at again.')).toBeTruthy()
  expect(calls).toEqual([])
  await userEvent.type(screen.getByRole('textbox'), 'It is.')
  becomes(answered)
  await userEvent.click(screen.getByRole('button', { name: 'Send the answer' }))
  await screen.findByText('Your answer is sent. The moderators will look at it again.')
  expect(calls).toEqual([{ at: ANSWER, body: { message: 'It is.' } }])
  await screen.findByText('Your team has answered. The moderators will look at it.')
  expect(screen.queryByRole('button', { name: 'Answer…' })).toBeNull()
})

test('an answer that is refused stays in its form', async () => {
  const title = 'This has been put back, so there is nothing to answer'
  await open([NOTICE], { [ANSWER]: () => [409, { code: 'moderation.nothing_to_appeal', title }] })
  await userEvent.click(await screen.findByRole('button', { name: 'Answer…' }))
  await userEvent.type(screen.getByRole('textbox'), 'It is.')
  await userEvent.click(screen.getByRole('button', { name: 'Send the answer' }))
  expect((await screen.findByRole('alert')).textContent).toBe(title)
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('It is.')
})

test('what was put back since has nothing to answer', async () => {
  await open([{ ...NOTICE, can_answer: false }])
  await screen.findByText(/This has been decided anew since\./)
  expect(screen.queryByRole('button', { name: 'Answer…' })).toBeNull()
})

test('who may not answer is told who may', async () => {
  await open([NOTICE], {}, { ...MARRAM, abilities: ['see_unpublished'] })
  await screen.findByText('Owners and managers of the team can answer.')
  expect(screen.queryByRole('button', { name: 'Answer…' })).toBeNull()
})

test('without notices it says so', async () => {
  await open([])
  await screen.findByText('No notices. Nothing of this artist was objected to.')
})
