import { expect, test } from 'vitest'

import type { Ability } from '@/api/team'

import { decidesOn, nameOf, rolesToGive } from './team-roles'

const MANAGER: Ability[] = ['see_unpublished', 'upload', 'edit', 'publish', 'manage_team']
const OWNER: Ability[] = [...MANAGER, 'manage_owners', 'delete_artist']

test('owners give every role', () => {
  expect(rolesToGive(OWNER)).toEqual(['owner', 'manager', 'uploader', 'analyst'])
})

test('managers give those below them', () => {
  expect(rolesToGive(MANAGER)).toEqual(['uploader', 'analyst'])
  expect(decidesOn(MANAGER, 'manager')).toBe(false)
  expect(decidesOn(MANAGER, 'uploader')).toBe(true)
})

test('everybody else gives none', () => {
  expect(rolesToGive(['see_unpublished', 'upload'])).toEqual([])
})

test('who has no name goes by the username', () => {
  const member = { user_id: 'u', username: 'ines', role: 'owner', joined_at: '' } as const
  expect([nameOf({ ...member, name: '' }), nameOf({ ...member, name: 'Inês' })]).toEqual([
    'ines',
    'Inês',
  ])
})
