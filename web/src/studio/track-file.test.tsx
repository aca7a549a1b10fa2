import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'

import type { Track, Upload } from '@/api/types'

import { TrackFile } from './track-file'

afterEach(cleanup)

const upload: Upload = {
  id: 'u1',
  file_name: 'low_tide.flac',
  bytes: 1000,
  state: 'ready',
  steps: [],
  error: null,
  upload_url: '/uploads/u1',
  transport: 'tus',
  received_bytes: 1000,
  expires_at: null,
  qualities: { done: 5, total: 5, error: null },
  notes: [],
  duplicates: [],
}
const track = { id: 't1', title: 'Low Tide', release: { id: 'r1' } } as Track

function show(changes: Partial<Upload>): string | null {
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <TrackFile track={track} upload={{ ...upload, ...changes }} />
    </QueryClientProvider>,
  )
  return container.textContent
}

test('nothing is said of a file that is done', () => {
  expect(show({})).toBe('')
})

test('a track that plays tells how many of its qualities are made', () => {
  expect(show({ qualities: { done: 2, total: 5, error: null } })).toBe(
    'Ready to play · 2 of 5 qualities made',
  )
})

test('qualities that could not be made can be tried again, where that can help', () => {
  const error = { code: 'storage.no_space', message: 'The disk is full.', can_retry: true }
  show({ qualities: { done: 2, total: 5, error } })
  expect(screen.getByRole('alert').textContent).toContain(
    'Ready to play · 2 of 5 qualities made. The disk is full.',
  )
  expect(screen.getByRole('button', { name: 'Try again: Low Tide' })).toBeTruthy()
})

test('a refused file is named, with the reason and no retry', () => {
  const error = { code: 'media.damaged', message: 'The file is damaged.', can_retry: false }
  show({ state: 'failed', qualities: null, error })
  expect(screen.getByRole('alert').textContent).toBe('low_tide.flacThe file is damaged.')
  expect(screen.queryByRole('button')).toBeNull()
})

test('notes and duplicates are said once each', () => {
  const twin = { asset_id: 'u2', file_name: 'x.flac', kind: 'same_file', similarity: 1 } as const
  const message = 'The same file as “x.flac”.'
  show({
    notes: [{ code: 'media.downmixed', message: 'Mixed down to stereo.' }],
    duplicates: [
      { ...twin, message },
      { ...twin, asset_id: 'u3', message },
    ],
  })
  const remarks = screen.getByRole('list', { name: 'Good to know' })
  expect([...remarks.children].map((remark) => remark.textContent)).toEqual([
    'Mixed down to stereo.',
    message,
  ])
})

test('a file that did not arrive whole says how much of it did', () => {
  const later = new Date(Date.now() + 3_600_000).toISOString()
  const words = show({ state: 'waiting', received_bytes: 437, expires_at: later, qualities: null })
  expect(words).toContain('43% of “low_tide.flac” arrived.')
})
