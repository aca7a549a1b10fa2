/** Puts a file into the server's S3 bucket, part by part, at addresses that the server signs. */
import { csrfToken } from '@/api/csrf'
import { ApiError, toApiError, UnreachableError } from '@/api/problem'

import { abortError, retrying } from './retrying'
import type { SendFile } from './send-file'

const PARTS_AT_ONCE = 2
const EXPIRED = 'store.address_expired'

/** `etag` is set when the part is in the bucket already. */
interface PartAddress {
  number: number
  bytes: number
  url: string
  etag: string
}

interface Multipart {
  part_bytes: number
  parts: PartAddress[]
}

async function ask<T>(
  method: 'POST' | 'DELETE',
  path: string,
  signal: AbortSignal,
  body: unknown = {},
): Promise<T> {
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': await csrfToken() }
  const request = { method, headers, body: JSON.stringify(body), signal }
  const answer = await fetch(path, request).catch(() => {
    throw signal.aborted ? abortError() : new UnreachableError()
  })
  const content: unknown = await answer.json().catch(() => undefined)
  if (!answer.ok) throw toApiError(answer.status, content)
  return content as T
}

/** The part's ETag, if the bucket lets pages read it. XMLHttpRequest, because fetch does not tell how far it is. */
function put(
  url: string,
  part: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onload = () => {
      if (request.status < 300) resolve(request.getResponseHeader('ETag') ?? '')
      else reject(storeRefused(request.status))
    }
    request.onerror = () => reject(new UnreachableError())
    request.onabort = () => reject(abortError())
    signal.addEventListener('abort', () => request.abort(), { once: true })
    if (signal.aborted) reject(abortError())
    else request.send(part)
  })
}

const storeRefused = (status: number): ApiError =>
  new ApiError(
    status,
    status === 403 ? EXPIRED : 'store.refused',
    'The media store did not take the file. Try again, and tell the operator if it happens again.',
  )

export const sendToS3: SendFile = async (
  { uploadId, file, isAnew },
  { onProgress, onStall },
  signal,
) => {
  const path = `/api/v1/uploads/${uploadId}/multipart`
  const options = { signal, onStall }
  const begin = () => retrying(() => ask<Multipart>('POST', path, signal), options)
  if (isAnew) await retrying(() => ask('DELETE', path, signal), options)
  let multipart = await begin()
  const { part_bytes: partBytes } = multipart
  const sentBytes = new Map<number, number>()
  const sent = new Map<number, string>()

  const count = (number: number, bytes: number) => {
    sentBytes.set(number, bytes)
    onProgress([...sentBytes.values()].reduce((sum, each) => sum + each, 0))
  }
  const arrived = (number: number, bytes: number, etag: string) => {
    sent.set(number, etag)
    count(number, bytes)
  }

  async function tryPart(number: number, part: Blob): Promise<string> {
    const address = multipart.parts.find((each) => each.number === number)
    if (!address) throw storeRefused(404)
    try {
      return await put(address.url, part, (bytes) => count(number, bytes), signal)
    } catch (error) {
      count(number, 0)
      if (!(error instanceof ApiError && error.code === EXPIRED)) throw error
      multipart = await begin()
      throw new UnreachableError()
    }
  }

  const waiting = multipart.parts.filter(({ etag }) => !etag).map(({ number }) => number)
  for (const { number, bytes, etag } of multipart.parts) if (etag) arrived(number, bytes, etag)
  const work = async () => {
    for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
      const part = file.slice((number - 1) * partBytes, number * partBytes)
      const current = number
      const etag = await retrying(async (onMove) => {
        const found = await tryPart(current, part)
        onMove()
        return found
      }, options)
      arrived(number, part.size, etag)
    }
  }
  await Promise.all(Array.from({ length: PARTS_AT_ONCE }, work))
  const parts = [...sent].map(([number, etag]) => ({ number, etag }))
  parts.sort((a, b) => a.number - b.number)
  await retrying(() => ask('POST', `${path}/complete`, signal, { parts }), options)
}
