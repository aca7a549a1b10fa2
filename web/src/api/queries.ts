/** Cache keys and query options, one per thing that a screen shows. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

import { getArtist, getRelease, getTrack, listMyArtists, listReleases } from './catalog'
import { keys, meQuery } from './me'
import { getStream } from './stream'

export { keys, meQuery }

export const myArtistsQuery = queryOptions({ queryKey: keys.myArtists, queryFn: listMyArtists })

/** Newest first; with an artist, all that the viewer may see of that artist. */
export const releasesQuery = (artist?: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.releases, artist ?? 'all'],
    queryFn: ({ pageParam }) => listReleases({ artist, cursor: pageParam, limit: 24 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const artistQuery = (ref: string) =>
  queryOptions({ queryKey: ['artist', ref], queryFn: () => getArtist(ref) })

export const releaseQuery = (ref: string) =>
  queryOptions({ queryKey: [...keys.release, ref], queryFn: () => getRelease(ref) })

export const trackQuery = (ref: string) =>
  queryOptions({ queryKey: [...keys.track, ref], queryFn: () => getTrack(ref) })

/** For its peaks; its addresses expire, so the player asks for its own. */
export const streamQuery = (ref: string) =>
  queryOptions({ queryKey: ['stream', ref], queryFn: () => getStream(ref), staleTime: Infinity })
