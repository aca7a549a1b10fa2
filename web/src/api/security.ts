/** How somebody signs in: password, addresses, second factors, providers. */
import { queryOptions } from '@tanstack/react-query'

import { authError, call, demand } from './allauth'

/** Dates are in seconds since 1970. */
interface FactorDates {
  created_at: number
  last_used_at: number | null
}

export interface Passkey extends FactorDates {
  type: 'webauthn'
  id: number
  name: string
  is_passwordless?: boolean
}

export interface RecoveryCodes extends FactorDates {
  type: 'recovery_codes'
  total_code_count: number
  unused_code_count: number
  /** Left out when they may be seen once only, and have been. */
  unused_codes?: string[]
}

export type Authenticator = Passkey | RecoveryCodes | (FactorDates & { type: 'totp' })

export interface EmailAddress {
  email: string
  verified: boolean
  primary: boolean
}

export interface ProviderAccount {
  uid: string
  display: string
  provider: { id: string; name: string }
}

const AUTHENTICATORS = 'account/authenticators'

export const authenticatorsQuery = queryOptions({
  queryKey: ['authenticators'],
  queryFn: () => demand<Authenticator[]>('GET', AUTHENTICATORS),
})

export const emailsQuery = queryOptions({
  queryKey: ['emails'],
  queryFn: () => demand<EmailAddress[]>('GET', 'account/email'),
})

export const providerAccountsQuery = queryOptions({
  queryKey: ['provider-accounts'],
  queryFn: () => demand<ProviderAccount[]>('GET', 'account/providers'),
})

/** Raises ApiError with the fields `current_password` and `new_password`. */
export const changePassword = (body: { current_password?: string; new_password: string }) =>
  demand('POST', 'account/password/change', body)

export const addEmail = (email: string) => demand('POST', 'account/email', { email })
export const removeEmail = (email: string) => demand('DELETE', 'account/email', { email })
export const makeEmailPrimary = (email: string) =>
  demand('PATCH', 'account/email', { email, primary: true })

/** False when a link was sent a moment ago. */
export async function sendEmailLink(email: string): Promise<boolean> {
  const answer = await call('PUT', 'account/email', { email })
  if (answer.status !== 200 && answer.status !== 403) throw authError(answer)
  return answer.status === 200
}

export interface TotpSecret {
  /** Base32, to type by hand. */
  secret: string
  /** An otpauth: address, for the QR code. */
  url: string
}

/** A new secret, for somebody who has no authenticator app yet. */
export async function startTotp(): Promise<TotpSecret> {
  const answer = await call('GET', `${AUTHENTICATORS}/totp`)
  const { secret, totp_url: url } = answer.body.meta ?? {}
  if (answer.status !== 404 || !secret || !url) throw authError(answer)
  return { secret, url }
}

/** Raises ApiError with the field `code`. */
export const confirmTotp = (code: string) => demand('POST', `${AUTHENTICATORS}/totp`, { code })
export const removeTotp = () => demand('DELETE', `${AUTHENTICATORS}/totp`)

export const getRecoveryCodes = () =>
  demand<RecoveryCodes>('GET', `${AUTHENTICATORS}/recovery-codes`)
export const makeRecoveryCodes = () =>
  demand<RecoveryCodes>('POST', `${AUTHENTICATORS}/recovery-codes`, {})

export const disconnectProvider = ({ uid, provider }: ProviderAccount) =>
  demand('DELETE', 'account/providers', { provider: provider.id, account: uid })

/** What somebody who is signed in has to prove again who they are. */
export interface ProofMeans {
  hasPassword: boolean
  hasCode: boolean
  hasPasskey: boolean
}

async function getProofMeans(): Promise<ProofMeans> {
  const [session, authenticators] = await Promise.all([
    demand<{ user: { has_usable_password?: boolean } }>('GET', 'auth/session'),
    demand<Authenticator[]>('GET', AUTHENTICATORS),
  ])
  const types = new Set(authenticators.map(({ type }) => type))
  return {
    hasPassword: session.user.has_usable_password !== false,
    hasCode: types.has('totp') || types.has('recovery_codes'),
    hasPasskey: types.has('webauthn'),
  }
}

export const proofMeansQuery = queryOptions({
  queryKey: ['proof-means'],
  queryFn: getProofMeans,
})

/** Raises ApiError with the field `password`. */
export const confirmWithPassword = (password: string) =>
  demand('POST', 'auth/reauthenticate', { password })

/** Raises ApiError with the field `code`. */
export const confirmWithCode = (code: string) => demand('POST', 'auth/2fa/reauthenticate', { code })
