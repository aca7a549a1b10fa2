/** Telling the moderators of something, and what became of it. */
import { infiniteQueryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

export type SubjectKind = Schemas['SubjectKind']
export type ReportReason = Schemas['ReportReason']
export type NewReport = Schemas['NewReport']
export type OwnReport = Schemas['OwnReportOut']

/** Again changes one's open report. Raises ApiError with the fields `message` and `contact`. */
export const sendReport = (body: NewReport) => unwrap(client.POST('/api/v1/reports', { body }))

export const ownReportsQuery = infiniteQueryOptions({
  queryKey: ['own-reports'],
  queryFn: ({ pageParam: cursor }) =>
    unwrap(client.GET('/api/v1/reports/mine', { params: { query: { cursor, limit: 25 } } })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
})
