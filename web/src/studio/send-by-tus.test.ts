import type { HttpRequest } from 'tus-js-client'
import { beforeEach, expect, test, vi } from 'vitest'

import { ApiError, UnreachableError } from '@/api/problem'

import { beginAnew, checkedStack, checksumOf, toSendError } from './send-by-tus'

const SHA256_OF_ABC = 'sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='

beforeEach(() => {
  document.cookie = 'csrftoken=token-1'
})

function fakeStack() {
  const headers: Record<string, string> = {}
  const send = vi.fn(() => Promise.resolve('answer'))
  const request = { setHeader: (name: string, value: string) => (headers[name] = value), send }
  const stack = { getName: () => 'fake', createRequest: () => request as unknown as HttpRequest }
  return { headers, send, stack: checkedStack(stack) }
}

test('each request is signed, each chunk comes with its checksum', async () => {
  const { headers, send, stack } = fakeStack()
  expect(await checksumOf(new Blob(['abc']))).toBe(SHA256_OF_ABC)
  const chunk = new Blob(['abc'])
  await stack.createRequest('PATCH', '/uploads/1').send(chunk)
  expect(headers).toEqual({ 'X-CSRFToken': 'token-1', 'Upload-Checksum': SHA256_OF_ABC })
  expect(send).toHaveBeenCalledWith(chunk)
})

test('without a body or without WebCrypto there is no checksum', async () => {
  const head = fakeStack()
  await head.stack.createRequest('HEAD', '/uploads/1').send(null)
  expect(head.headers).toEqual({ 'X-CSRFToken': 'token-1' })
  vi.stubGlobal('crypto', {})
  const plain = fakeStack()
  await plain.stack.createRequest('PATCH', '/uploads/1').send(new Blob(['abc']))
  vi.unstubAllGlobals()
  expect(plain.headers).toEqual({ 'X-CSRFToken': 'token-1' })
})

test("keeps the server's words, and tells a dead network from a lost file", () => {
  const failed = (fields: object) =>
    toSendError(Object.assign(new Error(), { originalRequest: {}, ...fields }))
  const body = JSON.stringify({ code: 'media.quota_full', detail: 'No room.' })
  const answered = failed({ originalResponse: { getStatus: () => 413, getBody: () => body } })
  expect(answered).toMatchObject({ status: 413, code: 'media.quota_full', message: 'No room.' })
  expect(failed({ originalResponse: null })).toBeInstanceOf(UnreachableError)
  const causingError = new DOMException('', 'NotReadableError')
  expect(failed({ originalResponse: null, causingError })).toMatchObject({
    code: 'file.unreadable',
  })
})

test('beginning anew names the announced file', async () => {
  const fetched = vi
    .spyOn(globalThis, 'fetch')
    .mockResolvedValueOnce(new Response(null, { status: 201 }))
  const sending = {
    uploadId: 'u1',
    uploadUrl: '/uploads/u1',
    transport: 'tus' as const,
    file: new File(['abc'], 'a.wav'),
    isAnew: true,
  }
  await beginAnew(sending, new AbortController().signal)
  expect(fetched.mock.calls[0]?.[1]?.headers).toMatchObject({
    'Upload-Length': '3',
    'Upload-Metadata': `asset ${btoa('u1')}`,
  })
  fetched.mockResolvedValueOnce(new Response('{"code":"media.upload_busy"}', { status: 423 }))
  await expect(beginAnew(sending, new AbortController().signal)).rejects.toBeInstanceOf(ApiError)
  fetched.mockRestore()
})
