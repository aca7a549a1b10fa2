import { expect, test } from 'vitest'

import { APP_SCOPES, appScopeLabel, demandOne, expiryOf, scopeChoices, scopeLabel } from './scopes'

test('running the server is offered to those alone who do', () => {
  expect(scopeChoices(false).map(({ scope }) => scope)).toEqual(['read', 'studio'])
  expect(scopeChoices(true).map(({ scope }) => scope)).toEqual(['read', 'studio', 'operate'])
})

test('scopes are said in words', () => {
  expect(scopeLabel('studio')).toBe('Work in the studio')
})

test('an app password may listen and write', () => {
  expect(APP_SCOPES.map(({ scope }) => scope)).toEqual(['listen', 'write'])
  expect(appScopeLabel('write')).toBe('Keep your collection')
})

test('one thing at least is chosen', () => {
  expect(() => demandOne([])).toThrow('Choose at least one thing that it may do.')
  expect(() => demandOne(['listen'])).not.toThrow()
})

test('an expiry is so many days away, or never', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  expect(expiryOf('30', now)).toBe('2026-03-31T12:00:00.000Z')
  expect(expiryOf('', now)).toBeNull()
})
