/** The keys of the cache, and who is signed in: what the app needs before any screen. */
import { queryOptions } from '@tanstack/react-query'

import { getMe } from './session'

export const keys = {
  me: ['me'] as const,
  myArtists: ['my-artists'] as const,
  releases: ['releases'] as const,
  release: ['release'] as const,
  track: ['track'] as const,
}

export const meQuery = queryOptions({ queryKey: keys.me, queryFn: getMe, staleTime: 60_000 })
