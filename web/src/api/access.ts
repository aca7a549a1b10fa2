/** Tokens for programs, and passwords for players that know nothing else. */
import { queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

export type Token = Schemas['TokenOut']
export type NewToken = Schemas['NewToken']
export type Scope = Schemas['Scope']
export type AppPassword = Schemas['AppPasswordOut']
export type AppScope = Schemas['AppScope']

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: () => unwrap(client.GET('/api/v1/me/tokens')),
})

/** Its text comes this once. Raises ApiError with the fields `name`, `scopes` and `expires_at`. */
export const createToken = (body: NewToken) => unwrap(client.POST('/api/v1/me/tokens', { body }))

export const revokeToken = (id: string) =>
  unwrap(client.DELETE('/api/v1/me/tokens/{token_id}', { params: { path: { token_id: id } } }))

export const appPasswordsQuery = queryOptions({
  queryKey: ['app-passwords'],
  queryFn: () => unwrap(client.GET('/api/v1/me/app-passwords')),
})

/** The password comes this once. Raises ApiError with the fields `name` and `scopes`. */
export const createAppPassword = (body: { name: string; scopes: AppScope[] }) =>
  unwrap(client.POST('/api/v1/me/app-passwords', { body }))

export const revokeAppPassword = (id: string) =>
  unwrap(
    client.DELETE('/api/v1/me/app-passwords/{app_password_id}', {
      params: { path: { app_password_id: id } },
    }),
  )
