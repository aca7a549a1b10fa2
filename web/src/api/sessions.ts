/** Where somebody is signed in. */
import { queryOptions } from '@tanstack/react-query'

import { demand } from './allauth'

/** Dates are in seconds since 1970. */
export interface Session {
  id: number
  user_agent: string
  ip: string
  created_at: number
  last_seen_at?: number
  is_current: boolean
}

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => demand<Session[]>('GET', 'auth/sessions'),
})

/** Raises ApiError. */
export const endSessions = (ids: number[]) => demand('DELETE', 'auth/sessions', { sessions: ids })
