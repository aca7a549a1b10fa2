import { expect, test } from 'vitest'

import type { Person, PlatformRole } from '@/api/moderation'

import { maySetRole, maySuspend, roleLabel } from './standing'

const person = (role: PlatformRole, suspended_at: string | null = null): Person => ({
  ...{ id: 'p', username: 'ines', email: null, role, joined_at: '2030-01-01T10:00:00Z' },
  ...{ suspended_at, suspension_reason: '' },
})
const moderator = { id: 'm', is_operator: false }
const operator = { id: 'o', is_operator: true }

test('moderators suspend listeners alone', () => {
  const roles = ['listener', 'moderator', 'operator'] as const
  expect(roles.map((role) => maySuspend(moderator, person(role)))).toEqual([true, false, false])
})

test('operators suspend everybody but themselves', () => {
  expect(maySuspend(operator, person('operator'))).toBe(true)
  expect(maySuspend({ ...operator, id: 'p' }, person('operator'))).toBe(false)
})

test('only operators give roles, and none to the suspended', () => {
  expect(maySetRole(moderator, person('listener'))).toBe(false)
  expect(maySetRole(operator, person('listener'))).toBe(true)
  expect(maySetRole(operator, person('listener', '2030-01-01T10:00:00Z'))).toBe(false)
})

test('roles have names', () => {
  expect(roleLabel('moderator')).toBe('Moderator')
})
