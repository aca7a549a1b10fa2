import { expect, test } from 'vitest'

import { emptyWords, filterOf } from './filter'

test.each([
  [{}, { is_open: true }],
  [{ show: 'mine' }, { is_mine: true, is_open: true }],
  [
    { show: 'decided', kind: 'cover' },
    { is_open: false, kind: 'cover' },
  ],
  [{ show: 'all', reason: 'spam' }, { reason: 'spam' }],
  [{ show: 'nonsense', kind: 'toString', reason: '' }, { is_open: true }],
])('the address %o asks for %o', (search, filter) => {
  expect(filterOf(search)).toEqual(filter)
})

test('an empty queue says why it is empty', () => {
  expect(emptyWords({})).toBe('Nothing waits for a decision.')
  expect(emptyWords({ show: 'mine' })).toBe('Nothing is assigned to you. Open a case and take it.')
  expect(emptyWords({ show: 'mine', kind: 'track' })).toBe('Nothing matches this filter.')
})
