/** In which languages there are words, and which of them somebody wants to read first. */
import { type Lyrics, UNKNOWN_LANGUAGE } from '@/api/lyrics'
import { languageName } from '@/ui/print-words'

const KINDS: Lyrics['kind'][] = ['words', 'lines', 'plain']

/** "pt-BR" as people call it. */
export const languageWords = (tag: string): string =>
  tag === UNKNOWN_LANGUAGE ? 'Language not known' : languageName(tag)

const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? ''

/** For the attribute `lang`. */
export const langOf = ({ language }: Lyrics): string | undefined =>
  language === UNKNOWN_LANGUAGE ? undefined : language

/** Those with times first, and among them the ones in a language of the reader's. */
export function firstChoice(all: Lyrics[], languages: readonly string[]): Lyrics | undefined {
  const wanted = languages.map(primary)
  const rank = ({ kind, language }: Lyrics) => {
    const place = wanted.indexOf(primary(language))
    return KINDS.indexOf(kind) * 1000 + (place < 0 ? 999 : place)
  }
  return [...all].sort((a, b) => rank(a) - rank(b))[0]
}
