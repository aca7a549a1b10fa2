/** The CSRF token that Django expects back on every unsafe request. */

const COOKIE = /(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/

const readCookie = (): string | undefined => COOKIE.exec(document.cookie)?.[1]

/** Reads the token; asks the server for one first when the browser has none yet. */
export async function csrfToken(): Promise<string> {
  const token = readCookie()
  if (token) return token
  await fetch('/api/v1/me', { credentials: 'same-origin' })
  return readCookie() ?? ''
}
