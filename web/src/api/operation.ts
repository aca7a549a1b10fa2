/** What operators see of the work that stopped, and another try. */
import { infiniteQueryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'

const PAGE = 25
const firstPage = undefined as string | undefined

export const stoppedJobsQuery = infiniteQueryOptions({
  queryKey: ['operation', 'jobs'],
  queryFn: ({ pageParam: cursor }) =>
    unwrap(
      client.GET('/api/v1/jobs', { params: { query: { state: 'failed', cursor, limit: PAGE } } }),
    ),
  initialPageParam: firstPage,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
})

export const parkedEventsQuery = infiniteQueryOptions({
  queryKey: ['operation', 'events'],
  queryFn: ({ pageParam: cursor }) =>
    unwrap(client.GET('/api/v1/events/parked', { params: { query: { cursor, limit: PAGE } } })),
  initialPageParam: firstPage,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
})

export const retryJob = (id: string) =>
  unwrap(client.POST('/api/v1/jobs/{job_id}/retry', { params: { path: { job_id: id } } }))

export const retryEvent = (id: string) =>
  unwrap(
    client.POST('/api/v1/events/parked/{event_id}/retry', { params: { path: { event_id: id } } }),
  )
