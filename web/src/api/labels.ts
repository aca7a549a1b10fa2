/** Labels: who runs them, which artists they have, and who asks whom to join. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { components } from './schema'
import { TEAM_KEY } from './team'

type Schemas = components['schemas']

export type Label = Schemas['LabelOut']
export type LabelOffer = Schemas['OfferOut']

export const myLabelsQuery = queryOptions({
  queryKey: [TEAM_KEY, 'my-labels'],
  queryFn: () =>
    unwrap(client.GET('/api/v1/labels', { params: { query: { mine: true, limit: 100 } } })),
})

const of = (ref: string) => ({ params: { path: { ref } } })

export const getLabel = (ref: string) => unwrap(client.GET('/api/v1/labels/{ref}', of(ref)))

export const labelQuery = (ref: string) =>
  queryOptions({ queryKey: [TEAM_KEY, 'label', ref], queryFn: () => getLabel(ref) })

export const labelArtistsQuery = (ref: string) =>
  infiniteQueryOptions({
    queryKey: [TEAM_KEY, 'label-artists', ref],
    queryFn: ({ pageParam: cursor }) =>
      unwrap(
        client.GET('/api/v1/labels/{ref}/artists', {
          params: { path: { ref }, query: { cursor, limit: 25 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** Raises ApiError with the field `name`. */
export const createLabel = (name: string) =>
  unwrap(client.POST('/api/v1/labels', { body: { name } }))

/** The address stays. Raises ApiError with the field `name`. */
export const renameLabel = (ref: string, name: string) =>
  unwrap(client.PATCH('/api/v1/labels/{ref}', { ...of(ref), body: { name } }))

/** Its artists stay. */
export const deleteLabel = (ref: string) => unwrap(client.DELETE('/api/v1/labels/{ref}', of(ref)))

const pair = (label: string, artistId: string) => ({
  params: { path: { ref: label, artist_id: artistId } },
})

/** Asks, or agrees where the other side has asked: the artist that comes back has the label then. */
export const joinLabel = (label: string, artistId: string) =>
  unwrap(client.PUT('/api/v1/labels/{ref}/artists/{artist_id}', pair(label, artistId)))

/** Ends it, takes the question back or turns it down. */
export const leaveLabel = (label: string, artistId: string) =>
  unwrap(client.DELETE('/api/v1/labels/{ref}/artists/{artist_id}', pair(label, artistId)))
