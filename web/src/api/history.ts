/** Who changed what of a release or an artist, and taking it back. */
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

/** Of a release; an artist's acts have no tracks, and so no titles. */
export type Act = Schemas['ActOut'] & Partial<Pick<Schemas['ReleaseActOut'], 'titles'>>
export type HistoryEdit = Schemas['EditOut']

interface ActPage {
  items: Act[]
  next_cursor: string | null
}

export const HISTORY_KEY = 'history'
const PAGE = 20

const historyQuery = (of: string, ref: string, fetchPage: (cursor?: string) => Promise<ActPage>) =>
  infiniteQueryOptions({
    queryKey: [HISTORY_KEY, of, ref],
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

export type HistoryQuery = ReturnType<typeof historyQuery>

const page = (ref: string, cursor?: string) => ({
  params: { path: { ref }, query: { cursor, limit: PAGE } },
})

export const releaseHistoryQuery = (id: string) =>
  historyQuery('release', id, (cursor) =>
    unwrap(client.GET('/api/v1/releases/{ref}/history', page(id, cursor))),
  )

export const artistHistoryQuery = (ref: string) =>
  historyQuery('artist', ref, (cursor) =>
    unwrap(client.GET('/api/v1/artists/{ref}/history', page(ref, cursor))),
  )

const actOf = (ref: string, act: string) => ({ params: { path: { ref, act } } })

/** Raises ApiError with `conflict` where somebody has changed it since. */
export const undoReleaseAct = (id: string, act: string) =>
  unwrap(client.POST('/api/v1/releases/{ref}/history/{act}/undo', actOf(id, act)))

/** Raises ApiError with `conflict` where somebody has changed it since. */
export const undoArtistAct = (ref: string, act: string) =>
  unwrap(client.POST('/api/v1/artists/{ref}/history/{act}/undo', actOf(ref, act)))
