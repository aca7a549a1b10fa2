import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import { cancelReplacement } from '@/api/track-edits'
import type { Track, Upload } from '@/api/types'

import { NextMaster } from './next-master'

vi.mock('@/api/track-edits', () => ({
  cancelReplacement: vi.fn(() => Promise.resolve()),
  announceMaster: vi.fn(),
}))

afterEach(() => {
  cleanup()
  vi.clearAllMocks()
})

const NEXT: Upload = {
  ...{ id: 'u2', file_name: 'new.flac', bytes: 1000, state: 'waiting', steps: [], error: null },
  ...{ upload_url: '/uploads/u2', transport: 'tus', received_bytes: 430, qualities: null },
  ...{ expires_at: null, notes: [], duplicates: [] },
}
const TRACK = { id: 't1', title: 'Low Tide', release: { id: 'r1' } } as Track

function show(change: Partial<Upload> = {}) {
  const next = { ...NEXT, ...change }
  const tell = vi.fn()
  const telling = { tell, told: '', heading: { current: null } }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <NextMaster track={{ ...TRACK, next_upload: next }} next={next} telling={telling} />
    </QueryClientProvider>,
  )
  return tell
}

test('a file that did not arrive whole can be chosen again, and is told from another', async () => {
  show()
  const expected =
    '43% of “new.flac” arrived. Choose it again to resume, or cancel the replacement.'
  expect(screen.getByText(expected)).toBeTruthy()
  await userEvent.upload(screen.getByLabelText('Choose the file'), new File(['x'], 'other.flac'))
  expect(screen.getByRole('alert').textContent).toContain('That is another file.')
})

test('one that failed says why, and the present file stays', async () => {
  const error = { code: 'media.damaged', message: 'The file is damaged.', can_retry: false }
  const tell = show({ state: 'failed', error })
  expect(screen.getByRole('alert').textContent).toBe('The file is damaged.')
  await userEvent.click(screen.getByRole('button', { name: 'Keep the present file' }))
  expect(cancelReplacement).toHaveBeenCalledWith('t1')
  expect(tell).toHaveBeenCalledWith('Canceled. The file stays as it is.', true)
})

test('while it is made ready its steps are shown', () => {
  const steps = [
    { name: 'store', label: 'Storing', state: 'done' as const },
    { name: 'read', label: 'Reading the file', state: 'running' as const },
  ]
  show({ state: 'processing', steps })
  expect(screen.getByRole('group', { name: 'New file' }).textContent).toContain(
    'Reading the file · 1 of 2 done',
  )
})
