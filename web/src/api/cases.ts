/** The moderators' queue: what was reported, who looks at it, what they decide. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { ReportReason, SubjectKind } from './reports'
import type { components } from './schema'

type Schemas = components['schemas']

/** All that was said of one thing until somebody decided. */
export type Case = Schemas['CaseOut']
export type CaseDetail = Schemas['CaseDetailOut']
export type Decision = Schemas['DecisionOut']
export type Action = Schemas['Action']
export type NewDecision = Schemas['NewDecision']
export type NewCase = Schemas['NewCase']

/** What is left out lets all through. */
export interface CaseFilter {
  is_open?: boolean
  is_mine?: boolean
  kind?: SubjectKind
  reason?: ReportReason
}

/** Key of the lists; that of one case is `case`. */
export const CASES = 'cases'
export const CASE = 'case'

export const casesQuery = (filter: CaseFilter) =>
  infiniteQueryOptions({
    queryKey: [CASES, filter],
    queryFn: ({ pageParam: cursor }) =>
      unwrap(
        client.GET('/api/v1/moderation/reports', {
          params: { query: { ...filter, cursor, limit: 25 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

const MOST_COUNTED = 100

/** How many wait for a decision: 100 stands for that many or more. */
export const openCasesQuery = queryOptions({
  queryKey: [CASES, 'open-count'],
  queryFn: async () => {
    const query = { is_open: true, limit: MOST_COUNTED }
    const page = await unwrap(client.GET('/api/v1/moderation/reports', { params: { query } }))
    return page.items.length
  },
  staleTime: 60_000,
})

const of = (id: string) => ({ params: { path: { case_id: id } } })

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: [CASE, id],
    queryFn: () => unwrap(client.GET('/api/v1/moderation/reports/{case_id}', of(id))),
  })

/** The open one, where there is one. */
export const openCase = (body: NewCase) =>
  unwrap(client.POST('/api/v1/moderation/reports', { body }))

export const assignCase = (id: string, isTakenOver: boolean) =>
  unwrap(
    client.PUT('/api/v1/moderation/reports/{case_id}/assignment', {
      ...of(id),
      body: { is_taken_over: isTakenOver },
    }),
  )

export const unassignCase = (id: string) =>
  unwrap(client.DELETE('/api/v1/moderation/reports/{case_id}/assignment', of(id)))

/** Raises ApiError with the field `message`, and `moderation.decided_already` where somebody was faster. */
export const decideCase = (id: string, body: NewDecision) =>
  unwrap(client.POST('/api/v1/moderation/reports/{case_id}/decision', { ...of(id), body }))
