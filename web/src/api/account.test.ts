import { beforeEach, describe, expect, test, vi } from 'vitest'

import { getProgress, resetPassword, signIn, signUp } from './account'
import { ApiError } from './problem'

const answers = (status: number, body: object, headers?: HeadersInit) => {
  const fetch = vi.fn<typeof globalThis.fetch>(() =>
    Promise.resolve(new Response(JSON.stringify(body), { status, headers })),
  )
  vi.stubGlobal('fetch', fetch)
  return () => {
    const [url, init] = fetch.mock.calls[0] ?? []
    return { url, method: init?.method, body: init?.body, headers: init?.headers }
  }
}

const account = { email: 'ines@example.org', username: 'ines', password: 'low-tide-77' }

beforeEach(() => {
  document.cookie = 'csrftoken=token-1'
  return () => vi.unstubAllGlobals()
})

describe('allauth answers', () => {
  test('a sign-up waits for its e-mail, and carries the CSRF token', async () => {
    const flows = [{ id: 'login' }, { id: 'verify_email', is_pending: true }]
    const sent = answers(401, { status: 401, data: { flows } })
    expect(await signUp(account)).toBe('verify-email')
    expect(sent()).toMatchObject({
      url: '/_allauth/browser/v1/auth/signup',
      method: 'POST',
      body: JSON.stringify(account),
      headers: { 'X-CSRFToken': 'token-1' },
    })
  })

  test('a sign-up that another one overtook says so, and nobody is signed in', async () => {
    vi.stubGlobal('fetch', (request: Request | string) => {
      const isMe = request instanceof Request
      const headers = { 'Content-Type': 'application/json' }
      const body = JSON.stringify(isMe ? { user: null } : { status: 409 })
      return Promise.resolve(new Response(body, { status: isMe ? 200 : 409, headers }))
    })
    await expect(signUp(account)).rejects.toThrow(
      'That username or e-mail address has just been taken. Choose another.',
    )
  })

  test('signs in by e-mail or by username', async () => {
    const byEmail = answers(200, { status: 200 })
    expect(await signIn('ines@example.org', 'x')).toBe('signed-in')
    expect(byEmail().body).toBe('{"email":"ines@example.org","password":"x"}')
    const byName = answers(200, { status: 200 })
    await signIn('ines', 'x')
    expect(byName().body).toBe('{"username":"ines","password":"x"}')
  })

  test('a sign-in that needs a second proof says which', async () => {
    const flows = [
      { id: 'login' },
      { id: 'mfa_authenticate', is_pending: true, types: ['totp', 'webauthn'] },
    ]
    answers(401, { status: 401, data: { flows } })
    expect(await signIn('ines', 'x')).toBe('second-factor')
    answers(401, { status: 401, data: { flows } })
    expect(await getProgress()).toEqual({ outcome: 'second-factor', factors: ['totp', 'webauthn'] })
  })

  test('somebody new from a provider finishes signing up', async () => {
    const flows = [{ id: 'provider_signup', is_pending: true, provider: { id: 'x', name: 'X' } }]
    answers(401, { status: 401, data: { flows } })
    expect((await getProgress()).outcome).toBe('provider-sign-up')
  })

  test('ties errors to their fields', async () => {
    answers(400, {
      status: 400,
      errors: [
        { message: 'A user with that name exists.', code: 'unique', param: 'username' },
        { message: 'Too short.', code: 'short', param: 'password' },
      ],
    })
    const error = await signUp(account).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ApiError)
    expect((error as ApiError).fields).toEqual({
      username: 'A user with that name exists.',
      password: 'Too short.',
    })
  })

  test('401 after a reset means: saved, now sign in', async () => {
    answers(401, { status: 401, data: { flows: [{ id: 'login' }] } })
    expect(await resetPassword('key', 'low-tide-77')).toBe('signed-out')
  })

  test('429 says to wait', async () => {
    answers(429, { status: 429 })
    await expect(signIn('ines', 'x')).rejects.toThrow(
      'Too many attempts. Wait a minute and try again.',
    )
  })

  test('429 says how long, where the server does', async () => {
    answers(429, { status: 429 }, { 'Retry-After': '90' })
    await expect(signIn('ines', 'x')).rejects.toThrow('Too many attempts. Try again in 2 minutes.')
  })

  test('a guard before allauth says why itself', async () => {
    const title = 'Nobody can sign in for a moment. Try again soon'
    answers(503, { status: 503, code: 'http.limits_unavailable', title }, { 'Retry-After': '1' })
    await expect(signIn('ines', 'x')).rejects.toMatchObject({
      message: title,
      code: 'http.limits_unavailable',
    })
  })
})
