/** Who is signed in, and the account calls (django-allauth's headless browser client). */
import { client, unwrap } from './client'
import { csrfToken } from './csrf'
import { ApiError, type FieldErrors, toApiError, UnreachableError } from './problem'

export const getMe = () => unwrap(client.GET('/api/v1/me'))

export const checkOperatorSetup = (token: string) =>
  unwrap(client.GET('/api/v1/operator-setup', { params: { query: { token } } }))

interface NewAccount {
  email: string
  username: string
  password: string
}

export const createOperator = (body: NewAccount & { token: string }) =>
  unwrap(client.POST('/api/v1/operator-setup', { body }))

/** `signed-in`, or what the person has to do before that. */
export type AuthOutcome = 'signed-in' | 'verify-email' | 'signed-out'

interface AuthBody {
  data?: { email?: string; flows?: { id: string; is_pending?: boolean }[] }
  errors?: { message: string; param?: string; code?: string }[]
}

interface AuthAnswer {
  status: number
  body: AuthBody
}

async function call(method: string, path: string, body?: object, headers?: HeadersInit) {
  const isSafe = method === 'GET'
  const response = await fetch(`/_allauth/browser/v1/auth/${path}`, {
    method,
    headers: {
      ...(body && { 'Content-Type': 'application/json' }),
      ...(!isSafe && { 'X-CSRFToken': await csrfToken() }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new UnreachableError()
  })
  const json = (await response.json().catch(() => ({}))) as AuthBody
  return { status: response.status, body: json } satisfies AuthAnswer
}

/** Field names that the forms show; anything else becomes the message of the whole form. */
function authError({ status, body }: AuthAnswer): ApiError {
  const fields: FieldErrors = {}
  const general: string[] = []
  for (const { message, param } of body.errors ?? []) {
    if (param) fields[param] ??= message
    else general.push(message)
  }
  const fallback = toApiError(status, undefined).message
  const message = general[0] ?? Object.values(fields)[0] ?? fallback
  return new ApiError(status, body.errors?.[0]?.code ?? '', message, fields)
}

/** allauth answers 401 for "not signed in (yet)": the pending flow says what comes next. */
function outcomeOf(answer: AuthAnswer): AuthOutcome {
  // 409 means a session exists already, which is what was asked for.
  if (answer.status === 200 || answer.status === 409) return 'signed-in'
  if (answer.status !== 401) throw authError(answer)
  const pending = answer.body.data?.flows?.find((flow) => flow.is_pending)
  return pending?.id === 'verify_email' ? 'verify-email' : 'signed-out'
}

const TAKEN = 'That username or e-mail address has just been taken. Choose another.'

/** 409 is a conflict: somebody is signed in already, or another sign-up came first. */
export async function signUp(account: NewAccount): Promise<AuthOutcome> {
  const answer = await call('POST', 'signup', account)
  const isConflict = answer.status === 409 && !(await getMe()).user
  if (isConflict) throw new ApiError(409, 'accounts.taken', TAKEN)
  return outcomeOf(answer)
}

/** Signs in with an e-mail address or a username. */
export async function signIn(identifier: string, password: string): Promise<AuthOutcome> {
  const key = identifier.includes('@') ? 'email' : 'username'
  return outcomeOf(await call('POST', 'login', { [key]: identifier, password }))
}

export async function signOut(): Promise<void> {
  const answer = await call('DELETE', 'session')
  if (answer.status !== 401 && answer.status !== 200) throw authError(answer)
}

/** The address that a verification key belongs to. */
export async function emailOfKey(key: string): Promise<string> {
  const answer = await call('GET', 'email/verify', undefined, { 'X-Email-Verification-Key': key })
  if (answer.status !== 200) throw authError(answer)
  return answer.body.data?.email ?? ''
}

export const verifyEmail = async (key: string) =>
  outcomeOf(await call('POST', 'email/verify', { key }))

export async function requestPasswordReset(email: string): Promise<void> {
  const answer = await call('POST', 'password/request', { email })
  if (answer.status !== 200 && answer.status !== 401) throw authError(answer)
}

export const resetPassword = async (key: string, password: string) =>
  outcomeOf(await call('POST', 'password/reset', { key, password }))
