import { expect, test } from 'vitest'

import { privacyOf } from './privacy'

test('a form becomes the settings that the server keeps', () => {
  expect(privacyOf({ profile: 'signed_in', activity: 'nobody', listing: 'hidden' })).toEqual({
    profile: 'signed_in',
    activity: 'nobody',
    is_listed: false,
  })
})

test('being found in searches is a choice of its own', () => {
  const form = { profile: 'nobody', activity: 'followers', listing: 'listed' }
  expect(privacyOf(form)).toEqual({ profile: 'nobody', activity: 'followers', is_listed: true })
})
