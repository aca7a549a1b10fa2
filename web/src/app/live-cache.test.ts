import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'

import { keys } from '@/api/queries'
import type { ReleaseDetail, Upload } from '@/api/types'

import { applyLive } from './live-cache'

const upload = (state: Upload['state']): Upload => ({
  id: 'u1',
  file_name: 'low-tide.flac',
  bytes: 10,
  state,
  steps: [{ name: 'store', label: 'Storing', state: state === 'ready' ? 'done' : 'running' }],
  error: null,
  upload_url: '/uploads/u1',
  transport: 'tus',
  received_bytes: 10,
  expires_at: null,
  qualities: null,
  notes: [],
  duplicates: [],
})

function makeClient() {
  const client = new QueryClient()
  const tracks = [
    { id: 't1', state: 'waiting', upload: upload('waiting') },
    { id: 't2', state: 'ready', upload: null },
  ]
  client.setQueryData([...keys.release, 'r'], { id: 'r', tracks })
  const release = () => client.getQueryData<ReleaseDetail>([...keys.release, 'r'])
  return { client, release, invalidate: vi.spyOn(client, 'invalidateQueries') }
}

test('a step is shown at once, without asking the server', () => {
  const { client, release, invalidate } = makeClient()
  applyLive(client, { topic: 'media.upload_changed', id: 'u1', data: upload('processing') })
  expect(release()?.tracks[0]).toEqual({
    id: 't1',
    state: 'processing',
    upload: upload('processing'),
  })
  expect(release()?.tracks[1]?.state).toBe('ready')
  expect(invalidate).not.toHaveBeenCalled()
})

test('the end of an upload fetches what came with it', () => {
  const { client, invalidate } = makeClient()
  applyLive(client, { topic: 'media.upload_changed', id: 'u1', data: upload('ready') })
  expect(invalidate.mock.calls.map(([filter]) => filter?.queryKey)).toEqual([
    keys.release,
    keys.releases,
    keys.track,
  ])
})

test('more qualities of a ready track are shown at once, without asking the server', () => {
  const { client, release, invalidate } = makeClient()
  applyLive(client, { topic: 'media.upload_changed', id: 'u1', data: upload('ready') })
  invalidate.mockClear()
  const data = { ...upload('ready'), qualities: { done: 3, total: 5, error: null } }
  applyLive(client, { topic: 'media.upload_changed', id: 'u1', data })
  expect(release()?.tracks[0]?.upload?.qualities?.done).toBe(3)
  expect(invalidate).not.toHaveBeenCalled()
})

test('topics that are not ours change nothing', () => {
  const { client, release, invalidate } = makeClient()
  const before = release()
  applyLive(client, { topic: 'pong', id: '', data: {} })
  expect(release()).toBe(before)
  expect(invalidate).not.toHaveBeenCalled()
})
