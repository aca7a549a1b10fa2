/** Tracks of one's own with the same sound, and what is decided about them. */
import { infiniteQueryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

export type DuplicatePair = Schemas['DuplicatePairOut']
export type DuplicateSide = Schemas['SideOut']
export type Keep = Schemas['DuplicateDecision']['keep']

export const DUPLICATES_KEY = 'duplicates'

export const duplicatesQuery = (isDecided: boolean) =>
  infiniteQueryOptions({
    queryKey: [DUPLICATES_KEY, isDecided],
    queryFn: ({ pageParam: cursor }) =>
      unwrap(
        client.GET('/api/v1/duplicates', {
          params: { query: { decided: isDecided, cursor, limit: 20 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const decideDuplicate = (pair: string, keep: Keep) =>
  unwrap(
    client.POST('/api/v1/duplicates/{pair_id}/decision', {
      params: { path: { pair_id: pair } },
      body: { keep },
    }),
  )
