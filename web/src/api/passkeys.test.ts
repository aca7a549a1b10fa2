import { beforeEach, describe, expect, test, vi } from 'vitest'

import { addPasskey, hasPasskeys, signInWithPasskey } from './passkeys'

/** A browser whose ceremonies end with `result`, or are refused with it. */
function browser(result: { id: string } | DOMException): void {
  const end = () =>
    result instanceof DOMException
      ? Promise.reject(result)
      : Promise.resolve({ toJSON: () => result })
  const Fake = Object.assign(function () {}, {
    parseRequestOptionsFromJSON: (options: unknown) => options,
    parseCreationOptionsFromJSON: (options: unknown) => options,
  })
  vi.stubGlobal('PublicKeyCredential', Fake)
  vi.stubGlobal('navigator', { credentials: { get: end, create: end } })
}

function server(): { sent: [method: string, path: string, body: unknown][] } {
  const sent: [string, string, unknown][] = []
  const publicKey = { challenge: 'AAAA' }
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    sent.push([init.method ?? '', path, init.body && JSON.parse(init.body as string)])
    const data = { request_options: { publicKey }, creation_options: { publicKey } }
    return Promise.resolve(new Response(JSON.stringify({ status: 200, data })))
  })
  return { sent }
}

beforeEach(() => {
  document.cookie = 'csrftoken=token-4'
  return () => vi.unstubAllGlobals()
})

describe('passkeys', () => {
  test('sign in with what the browser answers to the challenge', async () => {
    browser({ id: 'key-1' })
    const { sent } = server()
    expect(await signInWithPasskey()).toBe('signed-in')
    const path = '/_allauth/browser/v1/auth/webauthn/login'
    expect(sent).toEqual([
      ['GET', path, undefined],
      ['POST', path, { credential: { id: 'key-1' } }],
    ])
  })

  test('are made so that they sign in by themselves', async () => {
    browser({ id: 'key-2' })
    const { sent } = server()
    await addPasskey('Phone')
    const path = '/_allauth/browser/v1/account/authenticators/webauthn'
    expect(sent).toEqual([
      ['GET', `${path}?passwordless`, undefined],
      ['POST', path, { name: 'Phone', credential: { id: 'key-2' } }],
    ])
  })

  test('a ceremony that the person ends is no riddle, and sends nothing', async () => {
    browser(new DOMException('', 'NotAllowedError'))
    const { sent } = server()
    await expect(signInWithPasskey()).rejects.toThrow(
      'No passkey was used. Try again, or choose another way.',
    )
    expect(sent).toHaveLength(1)
  })

  test('a device that has one says so', async () => {
    browser(new DOMException('', 'InvalidStateError'))
    server()
    await expect(addPasskey('Phone')).rejects.toThrow(
      'This device has a passkey for your account already.',
    )
  })

  test('browsers without the JSON options are told', async () => {
    vi.stubGlobal('PublicKeyCredential', undefined)
    const { sent } = server()
    expect(hasPasskeys()).toBe(false)
    await expect(signInWithPasskey()).rejects.toThrow('This browser is too old for passkeys here.')
    expect(sent).toEqual([])
  })
})
