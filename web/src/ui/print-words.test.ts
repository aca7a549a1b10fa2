import { expect, test } from 'vitest'

import { dateInWords, languageName, rightsLine } from './print-words'

test.each([
  ['', ''],
  ['1997', '1997'],
  ['1997-05', 'May 1997'],
  ['1997-05-31', 'May 31, 1997'],
])('%j first released: %j', (date, words) => {
  expect(dateInWords(date, 'en-US')).toBe(words)
})

test('languages have names, music without words says so', () => {
  expect(languageName('pt-BR', 'en-US')).toBe('Brazilian Portuguese')
  expect(languageName('zxx')).toBe('No words')
  expect(languageName('')).toBe('')
})

test('a line has its sign once', () => {
  expect(rightsLine('©', '2024 Paper Heron')).toBe('© 2024 Paper Heron')
  expect(rightsLine('©', '© 2024 Paper Heron')).toBe('© 2024 Paper Heron')
  expect(rightsLine('℗', '')).toBe('')
})
