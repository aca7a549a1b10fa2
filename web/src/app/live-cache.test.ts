import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'

import { type Export, exportsQuery } from '@/api/personal-data'
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

const packing = (id: string, percent: number): Export => ({
  ...{ id, percent, created_at: '2030-01-01T10:00:00Z', with_files: false, state: 'running' },
  ...{ steps: [], error: null, bytes: null, expires_at: null },
})

test('an export moves on in place', () => {
  const { client, invalidate } = makeClient()
  client.setQueryData(exportsQuery.queryKey, { items: [packing('a', 10), packing('b', 20)] })
  applyLive(client, { topic: 'accounts.export_changed', id: 'b', data: packing('b', 60) })
  const shown = client.getQueryData(exportsQuery.queryKey)?.items
  expect(shown?.map(({ id, percent }) => [id, percent])).toEqual([
    ['a', 10],
    ['b', 60],
  ])
  expect(invalidate).not.toHaveBeenCalled()
})

test('an export that is not shown yet is fetched', () => {
  const { client, invalidate } = makeClient()
  client.setQueryData(exportsQuery.queryKey, { items: [] })
  applyLive(client, { topic: 'accounts.export_changed', id: 'b', data: packing('b', 60) })
  expect(client.getQueryData(exportsQuery.queryKey)).toEqual({ items: [] })
  expect(invalidate).toHaveBeenCalledExactlyOnceWith({ queryKey: exportsQuery.queryKey })
})

test('a changed team is fetched again, and what its members may do', () => {
  const { client, invalidate } = makeClient()
  applyLive(client, { topic: 'artists.team_changed', id: 'a1', data: null })
  expect(invalidate.mock.calls.map(([filters]) => filters?.queryKey)).toEqual([
    ['team'],
    ['artist'],
    ['my-artists'],
  ])
})

test('a change of the queue fetches that case and the lists, a decision one’s own reports', () => {
  const { client, invalidate } = makeClient()
  applyLive(client, { topic: 'moderation.queue_changed', id: 'c1', data: {} })
  applyLive(client, { topic: 'moderation.report_decided', id: 'c1', data: {} })
  expect(invalidate.mock.calls.map(([filter]) => filter?.queryKey)).toEqual([
    ['cases'],
    ['case', 'c1'],
    ['own-reports'],
  ])
})
