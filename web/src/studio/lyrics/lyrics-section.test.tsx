import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import { type Lyrics, setLyrics } from '@/api/lyrics'
import { ApiError } from '@/api/problem'
import type { Track } from '@/api/types'
import type { Player } from '@/player/player'
import { PlayerContext } from '@/player/react'
import { createPlayerStore } from '@/player/store'

import { LyricsSection } from './lyrics-section'

const server = vi.hoisted(() => ({ all: [] as Lyrics[] }))
vi.mock('@/api/lyrics', () => ({
  UNKNOWN_LANGUAGE: 'und',
  lyricsQuery: (id: string) => ({
    queryKey: ['track', id, 'lyrics'],
    queryFn: () => Promise.resolve(server.all),
  }),
  lrcAddress: () => '/lyrics.lrc',
  removeLyrics: vi.fn(),
  setLyrics: vi.fn(),
}))
const sent = vi.mocked(setLyrics)

afterEach(() => {
  cleanup()
  vi.resetAllMocks()
})

const TRACK = { id: 't1', title: 'Low Tide', language: 'pt', is_playable: true } as Track
const ENGLISH: Lyrics = {
  ...{ language: 'en', kind: 'plain', text: 'Slack water', version: null },
  lines: [{ start_ms: null, text: 'Slack water', words: [] }],
}

/** Plays the track, and stands where it is told. */
function playerAt(positionMs: number) {
  const store = createPlayerStore()
  store.setState({ track: TRACK, isPlaying: true })
  const seek = vi.fn<(positionMs: number) => void>()
  return { store, positionMs, onTime: () => () => undefined, seek }
}

function show(all: Lyrics[] = []) {
  server.all = all
  const player = playerAt(1500)
  render(
    <PlayerContext value={player as unknown as Player}>
      <QueryClientProvider client={new QueryClient()}>
        <LyricsSection track={TRACK} version={5} onDirty={vi.fn()} />
      </QueryClientProvider>
    </PlayerContext>,
  )
  return player
}

const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }))
const words = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Words' })

test('the first lyrics are likely in the language of the track', async () => {
  sent.mockResolvedValue({ ...ENGLISH, language: 'pt' })
  show()
  await press('Add lyrics')
  await userEvent.type(words(), 'Maré')
  await press('Save lyrics')
  expect(sent).toHaveBeenCalledWith('t1', 'pt', 'Maré', 5)
  expect(await screen.findByText('Portuguese is saved.')).toBeTruthy()
})

test('a line that can not be read is named and marked; what was typed stays', async () => {
  const no = 'Line 2: “[00:61]” is no time.'
  sent.mockRejectedValue(new ApiError(422, 'catalog.lyrics_unreadable', no))
  show()
  await press('Add lyrics')
  await userEvent.click(words())
  await userEvent.paste('One\n[00:61]Two')
  await press('Save lyrics')
  expect(screen.getByText(no)).toBeTruthy()
  expect(words().value).toBe('One\n[00:61]Two')
  expect([words().selectionStart, words().selectionEnd]).toEqual([4, 14])
})

test('a language that is there already is not written over', async () => {
  show([ENGLISH])
  await press('Add another language')
  await userEvent.type(screen.getByRole('textbox', { name: 'Language' }), 'EN')
  await press('Save lyrics')
  expect(screen.getByText(/in this language already/)).toBeTruthy()
  expect(sent).not.toHaveBeenCalled()
})

test('each press gives the next line the present time, and the last one can be heard again', async () => {
  const player = show([{ ...ENGLISH, text: 'Slack water\n\nReeds' }])
  await press('Edit English')
  const begins = screen.getByRole('button', { name: 'Begins now', hidden: true })
  begins.focus()
  await userEvent.keyboard('{Enter}')
  player.positionMs = 4321
  await userEvent.keyboard(' ')
  expect(words().value).toBe('[00:01.50]Slack water\n\n[00:04.32]Reeds')
  await userEvent.click(screen.getByRole('button', { name: 'Last line again', hidden: true }))
  expect(words().value).toBe('[00:01.50]Slack water\n\nReeds')
  expect(player.seek).toHaveBeenCalledWith(2320)
})
