import { expect, test } from 'vitest'

import { actionLabel, changesOf, filterOf } from './audit'

test('a known act has words; others keep their name', () => {
  expect([actionLabel('accounts.person_suspended'), actionLabel('search.rebuilt')]).toEqual([
    'Person suspended',
    'search.rebuilt',
  ])
})

test('changes show what was and what is', () => {
  const before = { role: 'listener', suspended_at: null }
  const after = { role: 'moderator', scopes: ['read'] }
  expect(changesOf({ before, after, names: {} })).toEqual([
    { name: 'role', before: 'listener', after: 'moderator' },
    { name: 'suspended at', before: '–', after: '–' },
    { name: 'scopes', before: '–', after: '["read"]' },
  ])
})

test('people go by their names, and by their ids once they are erased', () => {
  const before = { user_id: 'u1', role: 'owner' }
  const told = (names: Record<string, string>) => changesOf({ before, after: {}, names })[0]
  expect(told({ u1: 'ines' })).toEqual({ name: 'person', before: 'ines', after: '–' })
  expect(told({})).toEqual({ name: 'person', before: 'u1', after: '–' })
})

test('empty fields of the filter let all through', () => {
  expect(filterOf({ action: '', actor: ' ines ', subject: '  ' })).toEqual({ actor: 'ines' })
  expect(filterOf({})).toEqual({})
})
