/** Sound that nobody may upload. */
import { infiniteQueryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

export type Block = Schemas['BlockOut']

export const blocksQuery = infiniteQueryOptions({
  queryKey: ['blocks'],
  queryFn: ({ pageParam: cursor }) =>
    unwrap(client.GET('/api/v1/moderation/blocks', { params: { query: { cursor, limit: 25 } } })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
})

/** Raises ApiError with the fields `sha256` and `reason`. */
export const addBlock = (body: Schemas['NewBlock']) =>
  unwrap(client.POST('/api/v1/moderation/blocks', { body }))

/** Raises ApiError with the field `reason`. */
export const liftBlock = (id: string, reason: string) =>
  unwrap(
    client.DELETE('/api/v1/moderation/blocks/{block_id}', {
      params: { path: { block_id: id } },
      body: { reason },
    }),
  )
