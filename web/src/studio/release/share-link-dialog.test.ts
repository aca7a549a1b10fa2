import { expect, test } from 'vitest'

import { shareLinkOf } from './share-link-dialog'

const NOW = Date.parse('2026-11-24T12:00:00Z')

test('a link for so many days and so many browsers', () => {
  expect(shareLinkOf({ name: ' The Wire ', days: '7', max_visits: '3' }, NOW)).toEqual({
    name: 'The Wire',
    expires_at: '2026-12-01T12:00:00.000Z',
    max_visits: 3,
  })
})

test('without an end and without a count', () => {
  expect(shareLinkOf({ name: '', days: '', max_visits: ' ' }, NOW)).toEqual({
    name: '',
    expires_at: null,
    max_visits: null,
  })
})

test.each(['0', '1.5', 'three', '-2'])('%s is no count', (max_visits) => {
  expect(() => shareLinkOf({ max_visits }, NOW)).toThrow('Write a whole number')
})
