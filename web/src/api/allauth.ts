/** Calls of django-allauth's headless API for browsers. */
import { csrfToken } from './csrf'
import { ApiError, type FieldErrors, toApiError, UnreachableError } from './problem'
import { confirmIdentity } from './reauthentication'

export type FactorType = 'totp' | 'recovery_codes' | 'webauthn'

export interface Flow {
  id: string
  is_pending?: boolean
  types?: FactorType[]
  provider?: { id: string; name: string }
}

/** The fields of all answers that this app reads; `data` is what the call is for. */
export interface AuthBody<T = { email?: string; flows?: Flow[] }> {
  data?: T
  meta?: { is_authenticated?: boolean; secret?: string; totp_url?: string }
  errors?: { message: string; param?: string; code?: string }[]
}

export interface AuthAnswer<T = AuthBody['data']> {
  status: number
  body: AuthBody<T>
  retryAfter: string | null
}

/** Who the API is for; the address of each call begins with it. */
export const ROOT = '/_allauth/browser/v1'

async function send<T>(method: string, path: string, body?: object, headers?: HeadersInit) {
  const response = await fetch(`${ROOT}/${path}`, {
    method,
    headers: {
      ...(body && { 'Content-Type': 'application/json' }),
      ...(method !== 'GET' && { 'X-CSRFToken': await csrfToken() }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new UnreachableError()
  })
  const json = (await response.json().catch(() => ({}))) as AuthBody<T>
  const retryAfter = response.headers.get('Retry-After')
  return { status: response.status, body: json, retryAfter } satisfies AuthAnswer<T>
}

/** Signed in, and still refused: this needs a fresh proof of who it is. */
const needsProof = ({ status, body }: AuthAnswer<unknown>): boolean =>
  status === 401 && body.meta?.is_authenticated === true

/** One call. Where the server wants to know again who it is, the person is asked and the call repeated. */
export async function call<T = AuthBody['data']>(
  ...request: Parameters<typeof send>
): Promise<AuthAnswer<T>> {
  const answer = await send<T>(...request)
  return needsProof(answer) && (await confirmIdentity()) ? send<T>(...request) : answer
}

/** The `data` of a call that must succeed. Raises ApiError and UnreachableError. */
export async function demand<T>(...request: Parameters<typeof send>): Promise<T> {
  const answer = await call<T>(...request)
  if (answer.status !== 200) throw authError(answer)
  return answer.body.data as T
}

const UNPROVEN = 'You did not confirm that it is you, so nothing has changed.'

/** Field names that the forms show; anything else becomes the message of the whole form. */
export function authError(answer: AuthAnswer<unknown>): ApiError {
  if (needsProof(answer)) return new ApiError(401, 'accounts.reauthenticate', UNPROVEN)
  const fields: FieldErrors = {}
  const general: string[] = []
  for (const { message, param } of answer.body.errors ?? []) {
    if (param) fields[param] ??= message
    else general.push(message)
  }
  const message = general[0] ?? Object.values(fields)[0]
  // Limits and guards that stand before allauth answer as the rest of the API does.
  if (!message) return toApiError(answer.status, { ...answer.body, errors: [] }, answer.retryAfter)
  return new ApiError(answer.status, answer.body.errors?.[0]?.code ?? '', message, fields)
}
