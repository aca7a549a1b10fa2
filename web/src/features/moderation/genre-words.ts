/** Genres and moods, one and many. */
import type { GenreKind } from '@/api/genre-curation'

export const NOUNS: Record<GenreKind, { one: string; many: string }> = {
  genre: { one: 'genre', many: 'genres' },
  mood: { one: 'mood', many: 'moods' },
}

export const releaseCount = (count: number): string =>
  count === 0 ? 'on no public release' : `on ${count} public release${count === 1 ? '' : 's'}`
