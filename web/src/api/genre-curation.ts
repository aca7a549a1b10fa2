/** The trees of genres and moods, as operators keep them. */
import { queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

export type Genre = Schemas['GenreOut']
export type GenreKind = Schemas['GenreKind']
export type NewGenre = Schemas['NewGenre']
export type GenrePlace = Schemas['GenrePlace']

/** Every name, placed or not, page after page: a tree is drawn of all or none. */
async function listNames(): Promise<Genre[]> {
  const all: Genre[] = []
  let cursor: string | undefined
  do {
    const query = { cursor, limit: 100 }
    const page = await unwrap(client.GET('/api/v1/genres/names', { params: { query } }))
    all.push(...page.items)
    cursor = page.next_cursor ?? undefined
  } while (cursor)
  return all
}

export const genreNamesQuery = queryOptions({ queryKey: ['genre-names'], queryFn: listNames })

const of = (id: string) => ({ params: { path: { genre_id: id } } })

/** Raises ApiError with the fields `name` and `aliases`. */
export const addGenre = (body: NewGenre) => unwrap(client.POST('/api/v1/genres', { body }))

/** Raises ApiError with the fields `name` and `aliases`. */
export const placeGenre = (id: string, body: GenrePlace) =>
  unwrap(client.PUT('/api/v1/genres/{genre_id}', { ...of(id), body }))

/** There is no way back. */
export const mergeGenre = (id: string, intoId: string) =>
  unwrap(client.POST('/api/v1/genres/{genre_id}/merge', { ...of(id), body: { into_id: intoId } }))

export const removeGenre = (id: string) =>
  unwrap(client.DELETE('/api/v1/genres/{genre_id}', of(id)))
