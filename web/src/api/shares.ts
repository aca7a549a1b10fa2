/** Share links: what lets press and friends hear a release before it is out. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

export type ShareLink = Schemas['ShareLinkOut']
export type NewShareLink = Schemas['NewShareLink']

export const shareLinksQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['share-links', id],
    queryFn: ({ pageParam: cursor }) =>
      unwrap(
        client.GET('/api/v1/releases/{ref}/share-links', {
          params: { path: { ref: id }, query: { cursor, limit: 25 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** Its token comes this once. */
export const createShareLink = (id: string, body: NewShareLink) =>
  unwrap(client.POST('/api/v1/releases/{ref}/share-links', { params: { path: { ref: id } }, body }))

export const revokeShareLink = (id: string, link: string) =>
  unwrap(
    client.DELETE('/api/v1/releases/{ref}/share-links/{link_id}', {
      params: { path: { ref: id, link_id: link } },
    }),
  )

/** Opens it for this browser, once: each browser counts. */
export const openedShareQuery = (token: string) =>
  queryOptions({
    queryKey: ['share', token],
    queryFn: () => unwrap(client.POST('/api/v1/shares', { body: { token } })),
    staleTime: Infinity,
    retry: false,
  })
