import { afterEach, expect, test, vi } from 'vitest'

import { sendToS3 } from './send-to-s3'

const PATH = '/api/v1/uploads/u1/multipart'
const part = (number: number, bytes: number, etag = '') => ({
  ...{ number, bytes, etag },
  url: `https://bucket.example/u1?partNumber=${number}`,
})

/** Takes each part, and names it by what it holds. */
class Bucket {
  static taken: Record<string, string> = {}
  upload = { onprogress: null }
  status = 200
  onload: () => void = () => undefined
  private url = ''
  private body = ''

  open(_: string, url: string) {
    this.url = url
  }
  send(content: Blob) {
    void content.text().then((text) => {
      this.body = text
      Bucket.taken[this.url.at(-1) ?? ''] = text
      this.onload()
    })
  }
  abort() {}
  getResponseHeader() {
    return `"${this.body}"`
  }
}

afterEach(() => vi.unstubAllGlobals())

async function send(parts: ReturnType<typeof part>[], isAnew = false) {
  const asked: [method: string, path: string, body: unknown][] = []
  Bucket.taken = {}
  vi.stubGlobal('XMLHttpRequest', Bucket)
  vi.stubGlobal('fetch', (path: string, { method, body }: { method: string; body: string }) => {
    asked.push([method, path, JSON.parse(body)])
    return Promise.resolve(new Response(JSON.stringify({ part_bytes: 4, parts })))
  })
  document.cookie = 'csrftoken=x'
  const file = new File(['abcdefghij'], 'low_tide.flac')
  const announced = { uploadId: 'u1', uploadUrl: '/uploads/u1', transport: 's3' } as const
  const sentBytes: number[] = []
  await sendToS3(
    { ...announced, file, isAnew },
    { onProgress: (bytes) => sentBytes.push(bytes), onStall: () => undefined },
    new AbortController().signal,
  )
  return { asked, sentBytes }
}

test('each part goes to its own address, and what the bucket said of them completes the file', async () => {
  const { asked, sentBytes } = await send([part(1, 4), part(2, 4), part(3, 2)])
  expect(Bucket.taken).toEqual({ 1: 'abcd', 2: 'efgh', 3: 'ij' })
  const etags = ['"abcd"', '"efgh"', '"ij"'].map((etag, i) => ({ number: i + 1, etag }))
  expect(asked).toEqual([
    ['POST', PATH, {}],
    ['POST', `${PATH}/complete`, { parts: etags }],
  ])
  expect(sentBytes.at(-1)).toBe(10)
})

test('parts that are in the bucket already are not sent again', async () => {
  const { asked } = await send([part(1, 4, '"abcd"'), part(2, 4), part(3, 2)])
  expect(Bucket.taken).toEqual({ 2: 'efgh', 3: 'ij' })
  expect(asked.at(-1)?.[2]).toMatchObject({ parts: [{ number: 1, etag: '"abcd"' }, {}, {}] })
})

test('another file than before drops the parts of that one first', async () => {
  const { asked } = await send([part(1, 4), part(2, 4), part(3, 2)], true)
  expect(asked.map(([method, path]) => [method, path])).toEqual([
    ['DELETE', PATH],
    ['POST', PATH],
    ['POST', `${PATH}/complete`],
  ])
})
