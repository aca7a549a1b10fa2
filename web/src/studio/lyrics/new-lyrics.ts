/** What is written of lyrics, and where the server can't read it. */
import { UNKNOWN_LANGUAGE } from '@/api/lyrics'
import { ApiError } from '@/api/problem'

export interface NewLyrics {
  language: string
  text: string
}

export const tagOf = (language: string): string => language.trim() || UNKNOWN_LANGUAGE

interface Problems {
  language?: string
  text?: string
  /** One of the fields says it. */
  isMarked: boolean
}

export function problemsOf(error: unknown): Problems {
  if (!(error instanceof ApiError)) return { isMarked: false }
  const { code, message, fields } = error
  const language = code === 'catalog.language_unknown' ? message : fields.language
  const text = code === 'catalog.lyrics_unreadable' ? message : fields.text
  return { language, text, isMarked: Boolean(language || text) }
}
