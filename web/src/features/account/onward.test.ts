import { beforeEach, expect, test } from 'vitest'

import { rememberOnward, takeOnward } from './onward'

const HOUR_MS = 3_600_000

beforeEach(() => localStorage.clear())

test('the place is there once', () => {
  expect(takeOnward()).toBeUndefined()
  rememberOnward('/team-invitations')
  expect([takeOnward(), takeOnward()]).toEqual(['/team-invitations', undefined])
})

test('after a day nobody waits for it any more', () => {
  rememberOnward('/team-invitations', 0)
  expect(takeOnward(23 * HOUR_MS)).toBe('/team-invitations')
  rememberOnward('/team-invitations', 0)
  expect(takeOnward(24 * HOUR_MS)).toBeUndefined()
})
