/** Signing up, signing in, and the links from e-mails. */
import { type AuthAnswer, authError, call, demand, type FactorType, type Flow } from './allauth'
import { client, unwrap } from './client'
import { ApiError } from './problem'
import { getMe } from './session'

export const checkOperatorSetup = (token: string) =>
  unwrap(client.GET('/api/v1/operator-setup', { params: { query: { token } } }))

interface NewAccount {
  email: string
  username: string
  password: string
}

export const createOperator = (body: NewAccount & { token: string }) =>
  unwrap(client.POST('/api/v1/operator-setup', { body }))

/** How one may sign up and in here. */
export const getSignInOptions = () => unwrap(client.GET('/api/v1/sign-in-options'))

export const getInvitation = (token: string) =>
  unwrap(client.GET('/api/v1/invitations/by-token', { params: { query: { token } } }))

/** `signed-in`, or what the person has to do before that. */
export type AuthOutcome =
  'signed-in' | 'verify-email' | 'second-factor' | 'provider-sign-up' | 'signed-out'

const PENDING: Record<string, AuthOutcome> = {
  verify_email: 'verify-email',
  mfa_authenticate: 'second-factor',
  provider_signup: 'provider-sign-up',
}

const pendingFlow = ({ body }: AuthAnswer): Flow | undefined =>
  body.data?.flows?.find((flow) => flow.is_pending)

/** allauth answers 401 for "not signed in (yet)": the pending flow says what comes next. */
export function outcomeOf(answer: AuthAnswer): AuthOutcome {
  // 409 means a session exists already, which is what was asked for.
  if (answer.status === 200 || answer.status === 409) return 'signed-in'
  if (answer.status !== 401) throw authError(answer)
  return PENDING[pendingFlow(answer)?.id ?? ''] ?? 'signed-out'
}

const TAKEN = 'That username or e-mail address has just been taken. Choose another.'

/** 409 is a conflict: somebody is signed in already, or another sign-up came first. */
export async function signUp(account: NewAccount & { invitation?: string }): Promise<AuthOutcome> {
  const answer = await call('POST', 'auth/signup', account)
  const isConflict = answer.status === 409 && !(await getMe()).user
  if (isConflict) throw new ApiError(409, 'accounts.taken', TAKEN)
  return outcomeOf(answer)
}

/** Signs in with an e-mail address or a username. */
export async function signIn(identifier: string, password: string): Promise<AuthOutcome> {
  const key = identifier.includes('@') ? 'email' : 'username'
  return outcomeOf(await call('POST', 'auth/login', { [key]: identifier, password }))
}

/** Where a sign-in stands, and which second factors it takes. */
export async function getProgress(): Promise<{ outcome: AuthOutcome; factors: FactorType[] }> {
  const answer = await call('GET', 'auth/session')
  return { outcome: outcomeOf(answer), factors: pendingFlow(answer)?.types ?? [] }
}

/** The second step, with a code of the authenticator app or a recovery code. */
export const signInWithCode = async (code: string) =>
  outcomeOf(await call('POST', 'auth/2fa/authenticate', { code }))

interface ProviderSignUp {
  user: { username?: string }
  account: { provider: { name: string } }
  email: { email: string }[]
}

/** What a provider told about somebody who has no account yet. */
export const getProviderSignUp = () => demand<ProviderSignUp>('GET', 'auth/provider/signup')

export const finishProviderSignUp = async (
  account: Omit<NewAccount, 'password'> & { invitation?: string },
) => outcomeOf(await call('POST', 'auth/provider/signup', account))

/** The address that a verification key belongs to. */
export async function emailOfKey(key: string): Promise<string> {
  const headers = { 'X-Email-Verification-Key': key }
  const data = await demand<{ email?: string }>('GET', 'auth/email/verify', undefined, headers)
  return data.email ?? ''
}

export const verifyEmail = async (key: string) =>
  outcomeOf(await call('POST', 'auth/email/verify', { key }))

export async function requestPasswordReset(email: string): Promise<void> {
  const answer = await call('POST', 'auth/password/request', { email })
  if (answer.status !== 200 && answer.status !== 401) throw authError(answer)
}

export const resetPassword = async (key: string, password: string) =>
  outcomeOf(await call('POST', 'auth/password/reset', { key, password }))
