/** The one typed HTTP client; every call answers with data or throws. */
import createClient, { type Middleware } from 'openapi-fetch'

import { csrfToken } from './csrf'
import { toApiError, UnreachableError } from './problem'
import { confirmIdentity, REAUTHENTICATE } from './reauthentication'
import type { paths } from './schema'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

const csrf: Middleware = {
  async onRequest({ request }) {
    if (!SAFE_METHODS.has(request.method)) request.headers.set('X-CSRFToken', await csrfToken())
    return request
  },
}

async function needsProof(response: Response): Promise<boolean> {
  if (response.status !== 401) return false
  const problem = (await response
    .clone()
    .json()
    .catch(() => null)) as { code?: string } | null
  return problem?.code === REAUTHENTICATE
}

/** Where the server wants to know again who it is, the person is asked and the request repeated. */
async function send(request: Request): Promise<Response> {
  const again = SAFE_METHODS.has(request.method) ? request : request.clone()
  const response = await fetch(request)
  return (await needsProof(response)) && (await confirmIdentity()) ? fetch(again) : response
}

// A relative address needs the page's origin outside a browser tab.
export const client = createClient<paths>({ baseUrl: window.location.origin, fetch: send })
client.use(csrf)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Unwraps an answer: the data, or an ApiError, or an UnreachableError. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const answer = await call.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new UnreachableError()
  })
  if (!answer.response.ok) {
    const retryAfter = answer.response.headers.get('Retry-After')
    throw toApiError(answer.response.status, answer.error, retryAfter)
  }
  return answer.data as T
}
