import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import type { DuplicatePair, DuplicateSide } from '@/api/duplicates'
import { type Answers, answerWith, showAt } from '@/studio/artist/artist-fixture'

import { DuplicatesPage } from './duplicates-page'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const side = (id: string, more: Partial<DuplicateSide> = {}): DuplicateSide => ({
  ...{ track_id: id, title: `Ebb ${id}`, file_name: `${id}.flac`, place: null, state: 'waiting' },
  artist: { id: 'a1', name: 'Marram', slug: 'marram' },
  release: { id: `r-${id}`, slug: `r-${id}`, title: `Tides ${id}` },
  ...{ container: 'flac', codec: 'flac', sample_rate_hz: 44_100, bits_per_sample: 16, channels: 2 },
  ...{ is_lossless: true, bitrate_kbps: 900, bytes: 20_000_000, duration_ms: 180_000 },
  ...{ added_at: '2030-01-01T10:00:00Z', ...more },
})

const PAIR: DuplicatePair = {
  ...{ id: 'p1', kind: 'same_recording', similarity: 0.987, decision: null, decided_at: null },
  earlier: side('one'),
  later: side('two', { codec: 'mp3', is_lossless: false, bits_per_sample: null, bytes: 4_000_000 }),
}
const DECIDE = 'POST /api/v1/duplicates/p1/decision'

async function open(pairs: DuplicatePair[], answers: Answers = {}) {
  let items = pairs
  const calls = answerWith({
    'GET /api/v1/duplicates': () => [200, { items, next_cursor: null }],
    [DECIDE]: (body) => {
      items = []
      return [200, { id: 'p1', decision: (body as { keep: string }).keep, decided_at: null }]
    },
    ...answers,
  })
  showAt('/studio/duplicates', '/studio/duplicates', DuplicatesPage)
  await screen.findByRole('heading', { level: 1 })
  return calls
}

const earlier = () => screen.findByRole('region', { name: 'Earlier track' })
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

test('both sides stand beside each other; what is unlike is marked', async () => {
  await open([PAIR])
  const one = within(await earlier())
  expect(screen.getByText('The same recording, by its sound: 98% alike.')).toBeTruthy()
  const format = one.getByText('FLAC · 44.1 kHz · 16 bit · stereo · 900 kbit/s · lossless')
  expect(format.className).toContain('font-bold')
  expect(one.getByText('3:00').className).not.toContain('font-bold')
  expect(one.getByText('one.flac')).toBeTruthy()
})

test('both are kept, and that is said', async () => {
  const calls = await open([PAIR])
  await earlier()
  await press('Keep both of Ebb one')
  await screen.findByText('Both stay: “Ebb one” and “Ebb two”.')
  expect(calls).toEqual([{ at: DECIDE, body: { keep: 'both' } }])
  await screen.findByText(/^No two of your tracks are the same\./)
})

test('one is kept after it was said where the other goes', async () => {
  const calls = await open([PAIR])
  await earlier()
  await press('Keep only the later track')
  const dialog = within(screen.getByRole('dialog'))
  expect(dialog.getByText(/goes from “/).textContent).toContain(
    '“Ebb one” goes from “Tides one” into the bin of that release',
  )
  expect(calls).toEqual([])
  await userEvent.click(dialog.getByRole('button', { name: 'Keep only this' }))
  await screen.findByText('“Ebb one” went into the bin of “Tides one”, for 30 days.')
  expect(calls).toEqual([{ at: DECIDE, body: { keep: 'later' } }])
})

test('a refusal is said in the dialog, and nothing goes', async () => {
  const title = 'Your role on this team doesn’t allow this. Ask one of its owners'
  await open([PAIR], { [DECIDE]: () => [403, { title }] })
  await earlier()
  await press('Keep only the earlier track')
  await userEvent.click(
    within(screen.getByRole('dialog')).getByRole('button', { name: 'Keep only this' }),
  )
  expect((await screen.findByRole('alert')).textContent).toBe(title)
  expect(screen.getByText('two.flac')).toBeTruthy()
})

test('those that stay are shown apart, and can be decided anew', async () => {
  await open([{ ...PAIR, decision: 'both', decided_at: '2030-01-02T10:00:00Z' }])
  await press('Both stay')
  await screen.findByRole('heading', { level: 2, name: 'Both stay' })
  await earlier()
  expect(screen.getByText(/You keep both\.$/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Keep both/ })).toBeNull()
  expect(screen.getByRole('button', { name: 'Keep only the earlier track' })).toBeTruthy()
})
