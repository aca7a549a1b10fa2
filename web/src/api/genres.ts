/** Genres and moods as everybody sees them. */
import { queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

export type GenreName = Schemas['GenreOut']
export type Styles = Required<Pick<Schemas['StyleIn'], 'genres' | 'moods'>>

/** Of each kind, on a release or a track. */
export const MAX_STYLES = 20

export const genresQuery = queryOptions({
  queryKey: ['genres'],
  queryFn: () => unwrap(client.GET('/api/v1/genres')),
  staleTime: 300_000,
})
