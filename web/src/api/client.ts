/** The one typed HTTP client; every call answers with data or throws. */
import createClient, { type Middleware } from 'openapi-fetch'

import { csrfToken } from './csrf'
import { toApiError, UnreachableError } from './problem'
import type { paths } from './schema'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

const csrf: Middleware = {
  async onRequest({ request }) {
    if (!SAFE_METHODS.has(request.method)) request.headers.set('X-CSRFToken', await csrfToken())
    return request
  },
}

// fetch is looked up on each call, and a relative address needs the page's origin outside a browser tab.
export const client = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: (request) => fetch(request),
})
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
  if (!answer.response.ok) throw toApiError(answer.response.status, answer.error)
  return answer.data as T
}
