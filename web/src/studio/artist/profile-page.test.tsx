import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import type { ArtistDetail } from '@/api/types'

import { type Answers, answerWith, MARRAM, showAt } from './artist-fixture'
import { ArtistProfilePage } from './profile-page'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const GET = 'GET /api/v1/artists/marram'
const PATCH = 'PATCH /api/v1/artists/a1'

async function open(answers: Answers, artist: ArtistDetail = MARRAM) {
  const calls = answerWith({ [GET]: () => [200, artist], ...answers })
  const path = showAt('/studio/artists/marram', '/studio/artists/$ref', ArtistProfilePage)
  await screen.findByRole('heading', { level: 1 })
  return { calls, path }
}

const box = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save the profile' }))
const fill = async (name: string, text: string) => {
  await userEvent.clear(box(name))
  await userEvent.type(box(name), text)
}

test('only what was changed is sent, with the version that was looked at', async () => {
  const { calls } = await open({ [PATCH]: () => [200, { ...MARRAM, version: 8 }] })
  await fill('Biography', 'Three friends.')
  await save()
  await screen.findByText('The profile is saved.')
  expect(calls).toEqual([{ at: PATCH, body: { biography: 'Three friends.', version: 7 } }])
  expect(document.activeElement?.textContent).toBe('Profile')
})

test('nothing changed sends nothing and says so', async () => {
  const { calls } = await open({})
  await save()
  await screen.findByText('Nothing has changed.')
  expect(calls).toEqual([])
})

test('Alt with an arrow key moves a row, and the focus stays in its field', async () => {
  const { calls } = await open({ [PATCH]: () => [200, MARRAM] })
  const shop = screen.getByDisplayValue('Shop')
  await userEvent.type(shop, '{Alt>}{ArrowUp}{/Alt}')
  expect(document.activeElement).toBe(shop)
  expect(screen.getByText('Moved to 1 of 2.')).toBeTruthy()
  await save()
  await screen.findByText('The profile is saved.')
  expect(calls[0]?.body).toEqual({ links: [MARRAM.links[1], MARRAM.links[0]], version: 7 })
})

test('a button moves a row too; at the end it stays where it is and keeps the focus', async () => {
  await open({})
  await userEvent.click(screen.getByRole('button', { name: 'Move link 1 down' }))
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move link 2 down')
  await userEvent.click(screen.getByRole('button', { name: 'Move link 2 down' }))
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move link 2 down')
})

test('what is refused is said in its own row, and what was typed stays', async () => {
  const refusal = {
    code: 'http.invalid',
    errors: [{ loc: ['body', 'changes', 'links', 1, 'url'], msg: 'No such address.' }],
  }
  await open({ [PATCH]: () => [422, refusal] })
  await userEvent.click(screen.getByRole('button', { name: 'Remove link 1' }))
  for (const [label, url] of [
    ['', ''],
    ['Blog', 'mailto:x'],
  ] as const) {
    await userEvent.click(screen.getByRole('button', { name: 'Add a link' }))
    if (label) await userEvent.keyboard(`${label}{Tab}${url}`)
  }
  await save()
  const field = await waitFor(() => {
    const found = document.querySelector<HTMLInputElement>('input[aria-invalid]')
    if (!found) throw new Error('Nothing is marked.')
    return found
  })
  expect([field.name, field.value]).toEqual(['links.3.url', 'mailto:x'])
  expect(screen.getByText('No such address.')).toBeTruthy()
  expect(screen.getByRole('alert').textContent).toBe('Check the marked fields.')
})

const CONFLICT = {
  ...{ code: 'history.edit_conflict', version: 9 },
  conflicts: [
    {
      ...{ subject_kind: 'artist', subject_id: 'a1', field: 'biography' },
      ...{ yours: 'Mine.', theirs: 'Theirs.' },
    },
  ],
}

test('who was slower sees both values; with theirs, the rest of what was typed stays', async () => {
  let stands = MARRAM
  const { calls } = await open({
    [GET]: () => [200, stands],
    [PATCH]: (body) =>
      (body as { version: number }).version === 7
        ? [409, CONFLICT]
        : [200, { ...stands, version: 10 }],
  })
  await fill('Biography', 'Mine.')
  await fill('Sort name', 'Marram, The')
  stands = { ...MARRAM, biography: 'Theirs.', version: 9 }
  await save()
  expect((await screen.findByText('Somebody else', { exact: false })).textContent).toContain(
    'Nothing of yours was saved yet.',
  )
  await userEvent.click(screen.getByRole('button', { name: 'Keep theirs' }))
  await waitFor(() => expect(box('Biography').value).toBe('Theirs.'))
  expect(box('Sort name').value).toBe('Marram, The')
  await save()
  await screen.findByText('The profile is saved.')
  expect(calls.at(-1)?.body).toEqual({ sort_name: 'Marram, The', version: 9 })
})

test('mine goes over theirs only when it is said', async () => {
  const { calls } = await open({
    [PATCH]: (body) =>
      (body as { version: number }).version === 7 ? [409, CONFLICT] : [200, MARRAM],
  })
  await fill('Biography', 'Mine.')
  await save()
  await userEvent.click(await screen.findByRole('button', { name: 'Save mine' }))
  await screen.findByText('The profile is saved.')
  expect(calls.map(({ body }) => body)).toEqual([
    { biography: 'Mine.', version: 7 },
    { biography: 'Mine.', version: 9 },
  ])
})

test('a member’s page is found by its address; one that is none is refused before anything is sent', async () => {
  const tomas = { ...MARRAM, id: 'a3', slug: 'tomas' }
  const { calls } = await open({
    [PATCH]: () => [200, MARRAM],
    'GET /api/v1/artists/tomas': () => [200, tomas],
  })
  await fill('Their own page here', 'nobody')
  await save()
  await screen.findByText(/No artist here has this address/)
  expect(calls).toEqual([])
  await fill('Their own page here', 'https://segue.example/artist/tomas')
  await save()
  await screen.findByText('The profile is saved.')
  expect(calls[0]?.body).toEqual({
    members: [{ name: 'Inês', artist_id: 'a3', part: 'Piano', since: 1998, until: null }],
    version: 7,
  })
})

test('a new address is checked, and then stands in this page’s own address', async () => {
  const taken = { code: 'kernel.slug_taken', title: 'This address is taken. Choose another' }
  let stands = MARRAM
  const { path } = await open({
    // A past address leads on.
    [GET]: () => [200, stands],
    'GET /api/v1/artists/marram-duo': () => [200, stands],
    'PUT /api/v1/artists/a1/slug': (body) => {
      if ((body as { slug: string }).slug === 'taken') return [409, taken]
      stands = { ...MARRAM, slug: 'marram-duo', version: 8 }
      return [200, stands]
    },
  })
  const slug = () => screen.getByDisplayValue<HTMLInputElement>(/^(marram|taken)$/)
  const change = async (text: string) => {
    await userEvent.clear(slug())
    await userEvent.type(document.querySelector('input[name="slug"]')!, text)
    await userEvent.click(screen.getByRole('button', { name: 'Change the address' }))
  }
  await change('taken')
  await screen.findByText('This address is taken. Choose another')
  expect(slug().value).toBe('taken')
  await change('marram-duo')
  await screen.findByText(/The page is at \/artist\/marram-duo now/)
  await waitFor(() => expect(path()).toBe('/studio/artists/marram-duo'))
})

test('who may only look gets no form', async () => {
  await open({}, { ...MARRAM, abilities: ['see_unpublished'] })
  expect(screen.getByText(/lets you look at the profile, not change it/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Save the profile' })).toBeNull()
})

test('who isn’t on the team is told no more than that', async () => {
  await open({}, { ...MARRAM, abilities: [] })
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('No such artist')
})
