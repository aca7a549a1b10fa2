import { beforeEach, describe, expect, test, vi } from 'vitest'

import { createArtist } from './catalog'
import { setAskIdentity } from './reauthentication'
import { changePassword, removeTotp } from './security'

const PROOF_NEEDED = { status: 401, meta: { is_authenticated: true }, data: { flows: [] } }
const OUR_PROOF_NEEDED = { status: 401, code: 'accounts.reauthenticate', title: 'Confirm' }

interface Sent {
  url: string
  body: string
}

/** Refuses until the person has proved who they are; notes what was sent. */
function server(refusal: object, isProven: () => boolean): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (address: Request | string, init?: RequestInit) => {
    const isRequest = address instanceof Request
    const url = isRequest ? new URL(address.url).pathname : address
    sent.push({
      url,
      body: isRequest ? await address.text() : ((init?.body as string | undefined) ?? ''),
    })
    const [status, body] = isProven() ? [200, { status: 200, id: 'a' }] : [401, refusal]
    const headers = { 'Content-Type': 'application/json' }
    return new Response(JSON.stringify(body), { status, headers })
  })
  return sent
}

beforeEach(() => {
  document.cookie = 'csrftoken=token-3'
  return () => {
    vi.unstubAllGlobals()
    setAskIdentity(undefined)
  }
})

describe('a call that needs a fresh proof', () => {
  test('is repeated as it was once the person has proved it', async () => {
    let isProven = false
    const ask = vi.fn(() => Promise.resolve((isProven = true)))
    setAskIdentity(ask)
    const sent = server(PROOF_NEEDED, () => isProven)
    await changePassword({ new_password: 'low-tide-77' })
    expect(ask).toHaveBeenCalledOnce()
    const once = {
      url: '/_allauth/browser/v1/account/password/change',
      body: '{"new_password":"low-tide-77"}',
    }
    expect(sent).toEqual([once, once])
  })

  test("is repeated with its body where our own operations ask, as allauth's do", async () => {
    let isProven = false
    setAskIdentity(() => Promise.resolve((isProven = true)))
    const sent = server(OUR_PROOF_NEEDED, () => isProven)
    await createArtist('Marram')
    expect(sent.map(({ body }) => body)).toEqual(['{"name":"Marram"}', '{"name":"Marram"}'])
  })

  test('is refused when the person turns away, and nothing is sent again', async () => {
    setAskIdentity(() => Promise.resolve(false))
    const sent = server(PROOF_NEEDED, () => false)
    await expect(removeTotp()).rejects.toMatchObject({
      code: 'accounts.reauthenticate',
      message: 'You did not confirm that it is you, so nothing has changed.',
    })
    expect(sent).toHaveLength(1)
  })

  test('asks once for all that wait', async () => {
    let isProven = false
    let answer: (isProven: boolean) => void = () => undefined
    const ask = vi.fn(() => new Promise<boolean>((resolve) => (answer = resolve)))
    setAskIdentity(ask)
    const sent = server(PROOF_NEEDED, () => isProven)
    const both = Promise.all([removeTotp(), changePassword({ new_password: 'x' })])
    await vi.waitFor(() => expect(sent).toHaveLength(2))
    await vi.waitFor(() => expect(ask).toHaveBeenCalled())
    isProven = true
    answer(true)
    await both
    expect(ask).toHaveBeenCalledOnce()
    expect(sent).toHaveLength(4)
  })
})
