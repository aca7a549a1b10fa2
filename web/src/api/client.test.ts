import { beforeEach, describe, expect, test, vi } from 'vitest'

import { createArtist, getTrack } from './catalog'
import { ApiError, UnreachableError } from './problem'

beforeEach(() => {
  document.cookie = 'csrftoken=token-2'
  return () => vi.unstubAllGlobals()
})

const reply = (status: number, body: object) => {
  const requests: Request[] = []
  vi.stubGlobal('fetch', (request: Request) => {
    requests.push(request)
    const headers = { 'Content-Type': 'application/json' }
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers }))
  })
  return requests
}

describe('the client', () => {
  test('sends the CSRF token with unsafe methods only', async () => {
    const writes = reply(201, { id: 'a' })
    await createArtist('Marram')
    expect(writes[0]?.headers.get('X-CSRFToken')).toBe('token-2')
    const reads = reply(200, { id: 't' })
    await getTrack('t')
    expect(reads[0]?.headers.has('X-CSRFToken')).toBe(false)
  })

  test("throws the server's problem with its fields", async () => {
    reply(422, {
      status: 422,
      code: 'kernel.invalid',
      title: 'Check the fields',
      detail: 'Some fields are wrong.',
      errors: [{ loc: ['body', 'artist', 'name'], msg: 'A name is needed.' }],
    })
    const error = await createArtist('').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({
      status: 422,
      code: 'kernel.invalid',
      message: 'Some fields are wrong.',
      fields: { name: 'A name is needed.' },
    })
  })

  test('throws UnreachableError when nothing answers', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(getTrack('t')).rejects.toBeInstanceOf(UnreachableError)
  })
})
