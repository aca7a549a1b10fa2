import { expect, test } from 'vitest'

import type { Job } from '@/api/types'

import { showEvent, showJob } from './stopped'

const job: Job = {
  id: 'j1',
  kind: 'media.ingest',
  subject_id: 'u1',
  owner_id: 'o1',
  owner_username: 'ines',
  state: 'failed',
  step: 'prepare',
  priority: 5,
  attempts: 3,
  error: { kind: 'resource', code: 'storage.no_space', message: 'The disk is full.' },
  created_at: '2030-01-01T10:00:00Z',
  run_after: '2030-01-01T10:00:00Z',
  claimed_at: '2030-01-01T10:01:00Z',
  finished_at: '2030-01-01T10:02:00Z',
}

test('a stopped job says what it was, whose, where it stopped and why', () => {
  expect(showJob(job)).toEqual({
    id: 'j1',
    title: 'Preparing an upload',
    reason: 'The disk is full.',
    since: '2030-01-01T10:02:00Z',
    facts: [
      ['Step', 'prepare'],
      ['Attempts', '3'],
      ['Failure', 'This server lacks something (storage.no_space)'],
      ['Upload', 'u1'],
      ['Owner', 'ines'],
    ],
  })
})

test('jobs of a kind that the page does not know are shown by its name', () => {
  const shown = showJob({
    ...{ ...job, kind: 'search.index', error: null },
    ...{ owner_id: null, owner_username: null },
  })
  expect([shown.title, ...shown.facts.slice(2)]).toEqual([
    'search.index',
    ['Subject', 'u1'],
    ['Owner', 'This server'],
  ])
})

test('an owner whose account is gone is shown by id', () => {
  expect(showJob({ ...job, owner_username: null }).facts.at(-1)).toEqual(['Owner', 'o1'])
})

test('a parked event shows what it carried', () => {
  const event = {
    ...{ id: 'e1', event_name: 'media.asset_ready', handler: 'catalog.measure', attempts: 8 },
    ...{ payload: { asset_id: 'u1', count: 2 }, last_error: "KeyError('x')" },
    ...{ created_at: '2030-01-01T10:00:00Z', parked_at: '2030-01-01T11:00:00Z' },
  }
  expect(showEvent(event)).toEqual({
    id: 'e1',
    title: 'media.asset_ready to catalog.measure',
    reason: "KeyError('x')",
    since: '2030-01-01T11:00:00Z',
    facts: [
      ['Attempts', '8'],
      ['asset_id', 'u1'],
      ['count', '2'],
    ],
  })
})
