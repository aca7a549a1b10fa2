/** Languages of lyrics in words. */
import { type Lyrics, UNKNOWN_LANGUAGE } from '@/api/lyrics'

/** "Portuguese (Brazil)" for "pt-BR"; the tag itself where nobody knows a name. */
export function languageName(tag: string): string {
  if (tag === UNKNOWN_LANGUAGE || tag === '') return 'Language not said'
  try {
    return new Intl.DisplayNames(undefined, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** In which an element of the page is written, for how it is shown and spoken. */
export const langOf = (tag: string): string | undefined =>
  tag === UNKNOWN_LANGUAGE ? undefined : tag

export const KIND_WORDS: Record<Lyrics['kind'], string> = {
  plain: 'Plain text, without times',
  lines: 'A time for each line',
  words: 'A time for each word',
}
