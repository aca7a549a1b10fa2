/** What people show of themselves, and to whom. */
import { queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import { ApiError } from './problem'
import type { components } from './schema'

type Schemas = components['schemas']

export type Profile = Schemas['ProfileOut']
export type ProfileLink = Schemas['LinkIn']
export type Privacy = Schemas['PrivacyOut']

/** Refusals that are about one field, but come without its name. */
const FIELD_OF: Record<string, string> = {
  'accounts.username_unfit': 'username',
  'accounts.username_taken': 'username',
  'accounts.username_changed_lately': 'username',
  'accounts.link_unfit': 'links',
}

/** The same refusal, tied to its field. */
export function besideField(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error
  const field = FIELD_OF[error.code]
  if (!field) return error
  return new ApiError(error.status, error.code, error.message, { [field]: error.message })
}

export const profileQuery = (username: string) =>
  queryOptions({
    queryKey: ['profile', username],
    queryFn: () =>
      unwrap(client.GET('/api/v1/people/{username}', { params: { path: { username } } })),
  })

export interface ProfileChanges {
  name: string
  bio: string
  links: ProfileLink[]
  /** Left out when it stays. */
  username?: string
}

/** Raises ApiError with the fields `name`, `username`, `bio` and `links`. */
export const changeProfile = (body: ProfileChanges) =>
  unwrap(client.PATCH('/api/v1/me/profile', { body })).catch((error: unknown) => {
    throw besideField(error)
  })

/** The image's own bytes; the server tells what they are by themselves. */
export const setAvatar = (image: File) =>
  unwrap(
    client.PUT('/api/v1/me/avatar', {
      body: '',
      bodySerializer: () => image,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  )

export const removeAvatar = () => unwrap(client.DELETE('/api/v1/me/avatar'))

export const privacyQuery = queryOptions({
  queryKey: ['privacy'],
  queryFn: () => unwrap(client.GET('/api/v1/me/privacy')),
})

export const changePrivacy = (body: Privacy) => unwrap(client.PATCH('/api/v1/me/privacy', { body }))
