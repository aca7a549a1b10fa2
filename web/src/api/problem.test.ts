import { describe, expect, test } from 'vitest'

import { toApiError, waitWords } from './problem'

test.each([
  [0, '1 second'],
  [1, '1 second'],
  [40.2, '41 seconds'],
  [60, '1 minute'],
  [61, '2 minutes'],
  [3600, '1 hour'],
  [3601, '2 hours'],
])('%d s is said as %s', (seconds, words) => {
  expect(waitWords(seconds)).toBe(words)
})

describe('when to come back', () => {
  test.each([
    [429, {}, '40', 'Too many attempts. Try again in 40 seconds.'],
    [503, {}, '5', 'The server cannot do that right now. Try again in 5 seconds.'],
    [503, { detail: 'Sign-in rests.' }, '5', 'Sign-in rests. Try again in 5 seconds.'],
    [429, { title: 'Too much. Come again at noon.' }, '5', 'Too much. Come again at noon.'],
    [429, {}, null, 'Too many attempts. Wait a minute and try again.'],
    [429, {}, 'Wed, 21 Oct 2026 07:28:00 GMT', 'Too many attempts. Wait a minute and try again.'],
    [404, {}, '5', 'That is not here any more.'],
  ])('%d %o with Retry-After %s', (status, body, retryAfter, message) => {
    expect(toApiError(status, body, retryAfter).message).toBe(message)
  })
})

test('a refusal is named after its field, and in a list also after its place', () => {
  const errors = [
    { loc: ['body', 'changes', 'name'], msg: 'This is empty.' },
    { loc: ['body', 'changes', 'links', 0, 'url'], msg: 'No address.' },
    { loc: ['body', 'changes', 'members', 2], msg: 'Look at both years.' },
  ]
  expect(toApiError(422, { errors }).fields).toEqual({
    name: 'This is empty.',
    'links.0.url': 'No address.',
    'members.2': 'Look at both years.',
  })
})
