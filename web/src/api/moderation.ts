/** People as moderators and operators see them, who may sign up, and who did what. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

export type SignUpMode = Schemas['SignUpMode']
export type AuditEntry = Schemas['AuditEntryOut']
export type Person = Schemas['PersonOut']
export type PlatformRole = Schemas['ServerRole']
export type RoleChange = Schemas['ServerRoleChange']
/** An invitation to sign up. */
export type SignUpInvitation = Schemas['SignUpInvitationOut']
export type NewSignUpInvitation = Schemas['NewSignUpInvitation']

const firstPage = undefined as string | undefined
const pages = {
  initialPageParam: firstPage,
  getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor ?? undefined,
}

export const peopleQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['people', search],
    queryFn: ({ pageParam: cursor }) =>
      unwrap(client.GET('/api/v1/people', { params: { query: { search, cursor, limit: 25 } } })),
    ...pages,
  })

const person = (id: string) => ({ params: { path: { person_id: id } } })

/** Raises ApiError with the field `reason`. */
export const suspendPerson = (id: string, reason: string) =>
  unwrap(client.PUT('/api/v1/people/{person_id}/suspension', { ...person(id), body: { reason } }))

/** Raises ApiError with the field `reason`. */
export const restorePerson = (id: string, reason: string) =>
  unwrap(
    client.DELETE('/api/v1/people/{person_id}/suspension', { ...person(id), body: { reason } }),
  )

/** Raises ApiError with the field `reason`. */
export const setPersonRole = (id: string, body: RoleChange) =>
  unwrap(
    client.PUT('/api/v1/people/{person_id}/role', {
      ...person(id),
      body,
    }),
  )

export const signUpModeQuery = queryOptions({
  queryKey: ['sign-up-mode'],
  queryFn: () => unwrap(client.GET('/api/v1/server/sign-up')),
})

export const setSignUpMode = (mode: SignUpMode) =>
  unwrap(client.PUT('/api/v1/server/sign-up', { body: { mode } }))

export const signUpInvitationsQuery = infiniteQueryOptions({
  queryKey: ['sign-up-invitations'],
  queryFn: ({ pageParam: cursor }) =>
    unwrap(client.GET('/api/v1/invitations', { params: { query: { cursor, limit: 25 } } })),
  ...pages,
})

/** Its link comes this once. Raises ApiError with the fields `email`, `note` and `expires_in_days`. */
export const makeSignUpInvitation = (body: NewSignUpInvitation) =>
  unwrap(client.POST('/api/v1/invitations', { body }))

export const withdrawSignUpInvitation = (id: string) =>
  unwrap(
    client.DELETE('/api/v1/invitations/{invitation_id}', {
      params: { path: { invitation_id: id } },
    }),
  )

/** Each must match exactly; what is left out lets all through. */
export interface AuditFilter {
  action?: string
  actor?: string
  subject?: string
}

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit-log', filter],
    queryFn: ({ pageParam: cursor }) =>
      unwrap(
        client.GET('/api/v1/audit-log', { params: { query: { ...filter, cursor, limit: 25 } } }),
      ),
    ...pages,
  })
