import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import { type Answers, conflict, releaseOf, showTracks } from './tracks-fixture'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const PATCH = 'PATCH /api/v1/releases/r1/tracks'
const button = (name: string) => screen.getByRole('button', { name })
const tick = (name: string) => screen.getByRole('checkbox', { name })
const field = (name: string) => screen.getByRole('textbox', { name })

/** The form for all of these tracks. */
async function open(answers: Answers, more = {}) {
  const calls = await showTracks(releaseOf('abc', 7, more), answers)
  await userEvent.click(tick('Select all tracks'))
  await userEvent.click(button('Edit together'))
  return calls
}

test('shift takes all between, and the box of all takes the rest', async () => {
  await showTracks(releaseOf('abcd'))
  await userEvent.click(tick('Select Flow'))
  const user = userEvent.setup()
  await user.keyboard('{Shift>}')
  await user.click(tick('Select Slack Water'))
  await user.keyboard('{/Shift}')
  expect(screen.getByText('3 of 4 selected')).toBeTruthy()
  expect(tick('Select Ebb')).toHaveProperty('checked', false)
  expect(tick('Select all tracks')).toHaveProperty('indeterminate', true)
  await user.click(tick('Select all tracks'))
  expect(screen.getByText('4 of 4 selected')).toBeTruthy()
})

test('only what is filled in changes, and what is emptied', async () => {
  const calls = await open({ [PATCH]: () => [200, releaseOf('abc', 8)] }, { work: 'Mass', bpm: 90 })
  await userEvent.type(field('Language'), 'pt-BR')
  await userEvent.click(tick('Empty “Work” on all of them'))
  await userEvent.click(tick('Empty “BPM” on all of them'))
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'License' }), 'CC-BY-4.0')
  await userEvent.click(button('Save'))
  await screen.findByText('3 tracks changed')
  const change = { work: '', language: 'pt-BR', bpm: null, license: 'CC-BY-4.0' }
  expect(calls[0]?.body).toEqual({
    version: 7,
    tracks: ['a', 'b', 'c'].map((id) => ({ id, ...change })),
  })
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a form with nothing in it sends nothing', async () => {
  const calls = await open({})
  await userEvent.click(button('Save'))
  expect(screen.getByRole('alert').textContent).toContain('Fill in what the tracks')
  await userEvent.type(field('BPM'), 'fast')
  await userEvent.click(button('Save'))
  expect(screen.getByText('BPM is a number from 1 to 999.')).toBeTruthy()
  expect(calls).toEqual([])
})

test('what is refused stays in its field, with the reason beside it', async () => {
  await open({
    [PATCH]: () => [
      422,
      {
        detail: 'Not so.',
        errors: [{ loc: ['body', 'tracks', 0, 'language'], msg: 'Write a tag.' }],
      },
    ],
  })
  await userEvent.type(field('Language'), 'Brazilian')
  await userEvent.click(button('Save'))
  expect(await screen.findByText('Write a tag.')).toBeTruthy()
  expect(screen.getByRole('alert').textContent).toContain('Nothing was changed.')
  expect(field('Language')).toHaveProperty('value', 'Brazilian')
})

test('where others were faster, both values stand there, and saving mine takes theirs into account', async () => {
  const answers = [conflict('language', 'pt', 'de', 9), [200, releaseOf('abc', 10)] as const]
  const calls = await open({ [PATCH]: () => answers.shift() ?? [404, {}] })
  await userEvent.type(field('Language'), 'pt')
  await userEvent.click(button('Save'))
  expect((await screen.findByRole('alert')).textContent).toContain('Theirsde')
  await userEvent.click(button('Save mine'))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(calls.map(({ body }) => (body as { version: number }).version)).toEqual([7, 9])
})
