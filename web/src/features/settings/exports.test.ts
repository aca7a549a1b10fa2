import { expect, test } from 'vitest'

import type { Export } from '@/api/personal-data'
import { sizeWords } from '@/ui/size'

import { isUnderWay, stageOf } from './exports'

const item = (state: Export['state'], steps: Export['steps'] = []): Export => ({
  ...{ id: 'e1', created_at: '2030-01-01T10:00:00Z', with_files: false, state, percent: 0, steps },
  ...{ error: null, bytes: null, expires_at: null },
})

const steps = (...states: Export['steps'][number]['state'][]) =>
  states.map((state, n) => ({ name: `s${n}`, label: `Step ${n}`, state }))

test('only what is waiting or being made is under way', () => {
  const states = ['queued', 'running', 'ready', 'failed'] as const
  expect(states.map((state) => isUnderWay(item(state)))).toEqual([true, true, false, false])
})

test('a running export says its step, also between two of them', () => {
  expect(stageOf(item('running', steps('done', 'running', 'pending')))).toBe('Step 1')
  expect(stageOf(item('running', steps('done', 'pending')))).toBe('Step 1')
})

test('every other state has words of its own', () => {
  expect((['queued', 'ready', 'failed'] as const).map((state) => stageOf(item(state)))).toEqual([
    'Waits for its turn',
    'Ready',
    'Could not be made',
  ])
})

test('sizes are rounded to three digits', () => {
  expect([0, 999, 1_500, 12_345_678, 3_000_000_000].map((n) => sizeWords(n, 'en'))).toEqual([
    '0 byte',
    '999 byte',
    '1.5 kB',
    '12.3 MB',
    '3 GB',
  ])
})
