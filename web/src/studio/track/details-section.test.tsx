import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import { ApiError } from '@/api/problem'
import { licensesQuery } from '@/api/releases'
import { changeTrack } from '@/api/track-edits'
import type { Track } from '@/api/types'

import { DetailsSection } from './details-section'

vi.mock('@/api/track-edits', () => ({ changeTrack: vi.fn() }))
const sent = vi.mocked(changeTrack)

afterEach(() => {
  cleanup()
  vi.resetAllMocks()
})

const TRACK = {
  ...{ id: 't1', title: 'Low Tide', version_title: '', credit: '', number: 3, isrc: '' },
  ...{ language: 'pt', explicit: '', license: '', copyright_line: '', phonographic_line: '' },
  ...{ bpm: 120.5, key: '', work: '', musicbrainz_recording_id: null },
  ...{ musicbrainz_track_id: null, musicbrainz_work_id: null },
} as Track

function show() {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  client.setQueryData(licensesQuery.queryKey, [{ code: 'CC0-1.0', name: 'Zero', url: '' }])
  const onDirty = vi.fn()
  const page = (track: Track, version: number) => (
    <QueryClientProvider client={client}>
      <DetailsSection track={track} version={version} onDirty={onDirty} />
    </QueryClientProvider>
  )
  const { rerender } = render(page(TRACK, 7))
  return { onDirty, becomes: (track: Track, version: number) => rerender(page(track, version)) }
}

const field = (name: string) => screen.getByLabelText(name)
const valueOf = (name: string) => (field(name) as HTMLInputElement).value
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save details' }))

test('what was changed alone is sent, as the server takes it, for the version it was begun on', async () => {
  sent.mockResolvedValue(TRACK)
  const { onDirty, becomes } = show()
  await userEvent.clear(field('BPM'))
  expect(onDirty).toHaveBeenLastCalledWith(true)
  await userEvent.type(field('Key'), ' F#m ')
  await userEvent.clear(field('Track number'))
  await userEvent.type(field('Track number'), '4')
  await userEvent.selectOptions(field('License'), 'Zero')
  becomes({ ...TRACK, work: 'Tides' }, 9)
  await save()
  expect(sent).toHaveBeenCalledWith('t1', {
    ...{ bpm: null, key: 'F#m', number: 4, license: 'CC0-1.0', version: 7 },
  })
  expect(screen.getByText('Saved.')).toBeTruthy()
  expect(onDirty).toHaveBeenLastCalledWith(false)
})

test('a refusal marks its field, and keeps what was typed', async () => {
  const words = 'An ISRC has two letters.'
  sent.mockRejectedValue(new ApiError(422, 'http.invalid', 'No', { isrc: words }))
  show()
  await userEvent.type(field('ISRC'), 'nonsense')
  await userEvent.type(field('Work'), 'Tides')
  await save()
  expect(screen.getByText(words)).toBeTruthy()
  expect(document.activeElement).toBe(field('ISRC'))
  expect([valueOf('ISRC'), valueOf('Work')]).toEqual(['nonsense', 'Tides'])
})

test('what others wrote meanwhile is shown beside, and can be kept', async () => {
  const each = { subject_kind: 'track', subject_id: 't1', field: 'work' }
  const conflict = { fields: [{ ...each, yours: 'Mine', theirs: 'Theirs' }], version: 8 }
  sent.mockRejectedValue(new ApiError(409, 'history.edit_conflict', 'No', {}, conflict))
  const { becomes } = show()
  await userEvent.type(field('Work'), 'Mine')
  await save()
  expect(screen.getByRole('alert').textContent).toContain('Theirs')
  becomes({ ...TRACK, work: 'Theirs' }, 8)
  await userEvent.click(screen.getByRole('button', { name: 'Keep theirs' }))
  expect(valueOf('Work')).toBe('Theirs')
  expect(screen.queryByRole('alert')).toBeNull()
  expect(sent).toHaveBeenCalledTimes(1)
})
