/** The teams that run artists: members, roles, invitations. */
import { queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

export type Ability = Schemas['Ability']
export type Member = Schemas['MemberOut']
export type TeamRole = Member['role']
export type Team = Schemas['TeamOut']
export type TeamInvitation = Team['invitations'][number]
export type Invited = Schemas['InvitedOut']

const at = (ref: string) => ({ kind: 'artists' as const, ref })

export const teamQuery = (ref: string) =>
  queryOptions({
    queryKey: ['team', ref],
    queryFn: () => unwrap(client.GET('/api/v1/{kind}/{ref}/team', { params: { path: at(ref) } })),
  })

/** Raises ApiError with the field `email`. */
export const inviteMember = (ref: string, body: Schemas['NewInvitation']) =>
  unwrap(client.POST('/api/v1/{kind}/{ref}/team/invitations', { params: { path: at(ref) }, body }))

export const withdrawTeamInvitation = (ref: string, id: string) =>
  unwrap(
    client.DELETE('/api/v1/{kind}/{ref}/team/invitations/{invitation_id}', {
      params: { path: { ...at(ref), invitation_id: id } },
    }),
  )

const member = (ref: string, userId: string) => ({
  params: { path: { ...at(ref), user_id: userId } },
})

export const changeRole = (ref: string, userId: string, role: TeamRole) =>
  unwrap(
    client.PATCH('/api/v1/{kind}/{ref}/team/members/{user_id}', {
      ...member(ref, userId),
      body: { role },
    }),
  )

export const removeMember = (ref: string, userId: string) =>
  unwrap(client.DELETE('/api/v1/{kind}/{ref}/team/members/{user_id}', member(ref, userId)))

export const leaveTeam = (ref: string) =>
  unwrap(client.DELETE('/api/v1/{kind}/{ref}/team/membership', { params: { path: at(ref) } }))

export const transferOwnership = (ref: string, userId: string) =>
  unwrap(
    client.PUT('/api/v1/{kind}/{ref}/team/owner', {
      params: { path: at(ref) },
      body: { user_id: userId },
    }),
  )

/** To the viewer's own confirmed addresses. */
export const myInvitationsQuery = queryOptions({
  queryKey: ['team-invitations'],
  queryFn: () =>
    unwrap(client.GET('/api/v1/team-invitations', { params: { query: { limit: 100 } } })),
})

/** What the link of a letter is about. */
export const invitedQuery = (token: string) =>
  queryOptions({
    queryKey: ['team-invitations', token],
    queryFn: () =>
      unwrap(client.GET('/api/v1/team-invitations/by-token', { params: { query: { token } } })),
    retry: false,
  })

export const acceptInvitation = (id: string, token: string) =>
  unwrap(
    client.PUT('/api/v1/team-invitations/{invitation_id}', {
      params: { path: { invitation_id: id } },
      body: { token },
    }),
  )

export const declineInvitation = (id: string, token: string) =>
  unwrap(
    client.DELETE('/api/v1/team-invitations/{invitation_id}', {
      params: { path: { invitation_id: id }, query: { token } },
    }),
  )
