/** The teams that run artists and labels: members, roles, invitations. */
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

export type TeamKind = Schemas['TeamKind']

/** What a team runs, and what the viewer may do there. */
export interface TeamSubject {
  kind: TeamKind
  id: string
  slug: string
  name: string
  abilities: Ability[]
}

type Place = Pick<TeamSubject, 'kind' | 'slug'>

const at = ({ kind, slug }: Place) => ({ kind, ref: slug })

/** All that hangs on teams has a key that begins so. */
export const TEAM_KEY = 'team'

export const teamQuery = (place: Place) =>
  queryOptions({
    queryKey: [TEAM_KEY, place.kind, place.slug],
    queryFn: () => unwrap(client.GET('/api/v1/{kind}/{ref}/team', { params: { path: at(place) } })),
  })

/** Raises ApiError with the field `email`. */
export const inviteMember = (place: Place, body: Schemas['NewInvitation']) =>
  unwrap(
    client.POST('/api/v1/{kind}/{ref}/team/invitations', { params: { path: at(place) }, body }),
  )

export const withdrawTeamInvitation = (place: Place, id: string) =>
  unwrap(
    client.DELETE('/api/v1/{kind}/{ref}/team/invitations/{invitation_id}', {
      params: { path: { ...at(place), invitation_id: id } },
    }),
  )

const member = (place: Place, userId: string) => ({
  params: { path: { ...at(place), user_id: userId } },
})

export const changeRole = (place: Place, userId: string, role: TeamRole) =>
  unwrap(
    client.PATCH('/api/v1/{kind}/{ref}/team/members/{user_id}', {
      ...member(place, userId),
      body: { role },
    }),
  )

export const removeMember = (place: Place, userId: string) =>
  unwrap(client.DELETE('/api/v1/{kind}/{ref}/team/members/{user_id}', member(place, userId)))

export const leaveTeam = (place: Place) =>
  unwrap(client.DELETE('/api/v1/{kind}/{ref}/team/membership', { params: { path: at(place) } }))

export const transferOwnership = (place: Place, userId: string) =>
  unwrap(
    client.PUT('/api/v1/{kind}/{ref}/team/owner', {
      params: { path: at(place) },
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
