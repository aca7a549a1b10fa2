import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Lyrics } from '@/api/lyrics'
import type { Player } from '@/player/player'
import { PlayerContext } from '@/player/react'
import { createPlayerStore, type PlayerTrack } from '@/player/store'

import LyricsPanel from './lyrics-panel'

const line = (start_ms: number | null, text: string, words: Lyrics['lines'][0]['words'] = []) => ({
  ...{ start_ms, text, words },
})
const EN: Lyrics = {
  ...{ language: 'en', kind: 'words', text: null },
  lines: [
    line(1000, 'Ebb'),
    line(2000, 'Low tide', [
      { start_ms: 2000, text: 'Low ' },
      { start_ms: 2500, text: 'tide' },
    ]),
    line(4000, ''),
  ],
}
const DE: Lyrics = { ...EN, language: 'de', kind: 'lines', lines: [line(1000, 'Ebbe')] }
const PLAIN: Lyrics = { ...EN, language: 'und', kind: 'plain', lines: [line(null, 'Just words')] }

const TRACK: PlayerTrack = {
  ...{ id: 't1', slug: 't1', title: 'Low Tide', duration_ms: 60_000, cover: null },
  artist: { name: 'Marram', slug: 'marram' },
  release: { id: 'r1', title: 'Slack Water', slug: 'slack-water' },
}

/** A player of which only the clock runs. */
class FakePlayer {
  store = createPlayerStore()
  positionMs = 0
  seek = vi.fn()
  private listeners = new Set<() => void>()
  onTime = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  moveTo(positionMs: number) {
    this.positionMs = positionMs
    act(() => this.listeners.forEach((listener) => listener()))
  }
}

let player: FakePlayer
const scrollTo = vi.fn()

beforeEach(() => {
  localStorage.clear()
  player = new FakePlayer()
  player.store.setState({ track: TRACK })
  scrollTo.mockClear()
  Element.prototype.scrollTo = scrollTo
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function show(all: Lyrics[]) {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(all)))
  const onClose = vi.fn()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <PlayerContext value={player as unknown as Player}>
        <LyricsPanel onClose={onClose} />
      </PlayerContext>
    </QueryClientProvider>,
  )
  return { user: userEvent.setup(), onClose }
}

const now = () => document.querySelector('[aria-current]')?.textContent ?? null
const sung = () => [...document.querySelectorAll('[data-sung]')].map((word) => word.textContent)

test('the line and the words that are sung are marked', async () => {
  show([EN])
  await screen.findByRole('button', { name: 'Ebb' })
  expect(now()).toBeNull()
  player.moveTo(1000)
  expect(now()).toBe('Ebb')
  player.moveTo(2100)
  expect([now(), sung()]).toEqual(['Low tide', ['Low ']])
  player.moveTo(2600)
  expect(sung()).toEqual(['Low ', 'tide'])
  player.moveTo(4000)
  expect(now()).toBe('♪No words')
})

test('a press on a line plays from there', async () => {
  const { user } = show([EN])
  await user.click(await screen.findByRole('button', { name: 'Low tide' }))
  expect(player.seek).toHaveBeenCalledExactlyOnceWith(2000)
})

test('it follows until somebody scrolls, and again when asked to', async () => {
  const { user } = show([EN])
  const first = await screen.findByRole('button', { name: 'Ebb' })
  player.moveTo(1000)
  expect(scrollTo).toHaveBeenCalledTimes(1)
  fireEvent.wheel(first)
  player.moveTo(2000)
  expect(scrollTo).toHaveBeenCalledTimes(1)
  await user.click(screen.getByRole('button', { name: 'Back to now' }))
  expect(scrollTo).toHaveBeenCalledTimes(2)
  expect(screen.queryByRole('button', { name: 'Back to now' })).toBeNull()
})

test('who wants less motion gets it at once', async () => {
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query.includes('reduce') }))
  show([EN])
  await screen.findByRole('button', { name: 'Ebb' })
  player.moveTo(1000)
  player.moveTo(2000)
  const behaviors = scrollTo.mock.calls.map(([to]: unknown[]) => to)
  expect(behaviors).toMatchObject([{ behavior: 'instant' }, { behavior: 'instant' }])
})

test('arrows move along the lines, of which Tab reaches one', async () => {
  const { user } = show([EN])
  const first = await screen.findByRole('button', { name: 'Ebb' })
  first.focus()
  await user.keyboard('{ArrowDown}')
  expect(document.activeElement?.textContent).toBe('Low tide')
  expect(
    screen.getAllByRole('listitem').map((item) => item.querySelector('button')?.tabIndex),
  ).toEqual([0, -1, -1])
})

test('another language, with its own lines', async () => {
  const { user } = show([DE, EN])
  await screen.findByRole('button', { name: 'Ebb' })
  await user.selectOptions(screen.getByLabelText('Language'), 'de')
  expect(screen.getByRole('button', { name: 'Ebbe' })).toBeTruthy()
  expect(screen.getByRole('list', { name: 'Lyrics' }).lang).toBe('de')
})

test('without times it is plain text, without lyrics it says so', async () => {
  show([PLAIN])
  expect((await screen.findByText('Just words')).closest('button')).toBeNull()
  cleanup()
  show([])
  expect(await screen.findByText('There are no lyrics for this track.')).toBeTruthy()
})

test('Escape closes it', async () => {
  const { user, onClose } = show([])
  await screen.findByText('There are no lyrics for this track.')
  expect(document.activeElement).toBe(screen.getByRole('complementary', { name: 'Lyrics' }))
  await user.keyboard('{Escape}')
  expect(onClose).toHaveBeenCalledOnce()
})
