import { expect, test } from 'vitest'

import type { Lyrics } from '@/api/lyrics'

import { firstChoice, languageWords, langOf } from './language'

const lyrics = (language: string, kind: Lyrics['kind']): Lyrics => ({
  ...{ language, kind, lines: [], text: null },
})

test('those with times come first, then those in a language of the reader’s', () => {
  const [plain, en, de] = [lyrics('fr', 'plain'), lyrics('en', 'lines'), lyrics('de-AT', 'lines')]
  expect(firstChoice([plain, en, de], ['fr', 'de-DE'])).toBe(de)
  expect(firstChoice([plain, en, de], ['sv'])).toBe(en)
  expect(firstChoice([plain], ['sv'])).toBe(plain)
  expect(firstChoice([], ['sv'])).toBeUndefined()
})

test('a language that nobody named has no tag', () => {
  expect(languageWords('und')).toBe('Language not known')
  expect(languageWords('de')).toBe('German')
  expect([langOf(lyrics('und', 'plain')), langOf(lyrics('pt-BR', 'plain'))]).toEqual([
    undefined,
    'pt-BR',
  ])
})
