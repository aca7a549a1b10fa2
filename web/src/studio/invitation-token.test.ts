import { beforeEach, expect, test } from 'vitest'

import { forgetInvitationToken, takeInvitationToken } from './invitation-token'

const none = { hash: '', search: '' }

beforeEach(() => sessionStorage.clear())

test('the token comes from behind the # of the link, or from its query', () => {
  expect(takeInvitationToken({ hash: '#abc', search: '' })).toBe('abc')
  expect(takeInvitationToken({ hash: '', search: '?token=def' })).toBe('def')
})

test('it is still there after signing in, until it is forgotten', () => {
  expect(takeInvitationToken(none)).toBe('')
  takeInvitationToken({ hash: '#abc', search: '' })
  expect(takeInvitationToken(none)).toBe('abc')
  forgetInvitationToken()
  expect(takeInvitationToken(none)).toBe('')
})
