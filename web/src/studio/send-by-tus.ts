/** Sends a file by tus 1.0: in chunks with checksums, and on from what has arrived, whatever broke. */
import type { DetailedError, HttpRequest, HttpStack } from 'tus-js-client'

import { csrfToken } from '@/api/csrf'
import { ApiError, toApiError, UnreachableError } from '@/api/problem'

import { abortError, retrying } from './retrying'
import type { SendFile, Sending } from './send-file'

/** A chunk is checked as a whole, and proxies give each body a deadline: small ones on a bad network. */
const LARGEST_CHUNK_BYTES = 8 * 1024 * 1024
const SMALLEST_CHUNK_BYTES = 512 * 1024
const VERSION = '1.0.0'

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

export async function checksumOf(chunk: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await chunk.arrayBuffer())
  return `sha256 ${toBase64(new Uint8Array(digest))}`
}

/** Signs each request, and sends each chunk with its checksum where the browser can make one (on https). */
export function checkedStack(inner: HttpStack): HttpStack {
  return {
    getName: () => inner.getName(),
    createRequest(method, url) {
      const request = inner.createRequest(method, url)
      const send = request.send.bind(request)
      request.send = async (body?: unknown) => {
        request.setHeader('X-CSRFToken', await csrfToken())
        if (body instanceof Blob && globalThis.crypto?.subtle)
          request.setHeader('Upload-Checksum', await checksumOf(body))
        return send(body as Parameters<HttpRequest['send']>[0])
      }
      return request
    },
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The server's own words, if it answered. */
export function toSendError(error: Error | DetailedError): Error {
  if (!('originalRequest' in error)) return error
  const response = error.originalResponse
  if (response) return toApiError(response.getStatus(), parsed(response.getBody()))
  const { causingError } = error
  if (causingError instanceof DOMException && causingError.name === 'NotReadableError')
    return new ApiError(
      0,
      'file.unreadable',
      'The file can no longer be read. Choose it again to go on.',
    )
  return new UnreachableError()
}

/** Begins the announced file at its first byte, also when its upload has expired. */
export async function beginAnew({ uploadId, file }: Sending, signal: AbortSignal): Promise<void> {
  const headers = {
    'Tus-Resumable': VERSION,
    'Upload-Length': String(file.size),
    'Upload-Metadata': `asset ${btoa(uploadId)}`,
    'X-CSRFToken': await csrfToken(),
  }
  const answer = await fetch('/uploads/', { method: 'POST', headers, signal }).catch(() => {
    throw signal.aborted ? abortError() : new UnreachableError()
  })
  if (!answer.ok) throw toApiError(answer.status, parsed(await answer.text()))
}

export const sendByTus: SendFile = async (sending, { onProgress, onStall }, signal) => {
  const { Upload, defaultOptions } = await import('tus-js-client')
  const httpStack = checkedStack(defaultOptions.httpStack)
  let isAnew = sending.isAnew
  let chunkBytes = LARGEST_CHUNK_BYTES

  const attempt = (onMove: () => void) =>
    new Promise<void>((resolve, reject) => {
      const upload = new Upload(sending.file, {
        uploadUrl: sending.uploadUrl,
        httpStack,
        chunkSize: chunkBytes,
        retryDelays: null,
        storeFingerprintForResuming: false,
        onProgress,
        onChunkComplete: onMove,
        onSuccess: () => resolve(),
        onError: (error) => reject(toSendError(error)),
      })
      const stop = () => void upload.abort().finally(() => reject(abortError()))
      signal.addEventListener('abort', stop, { once: true })
      if (signal.aborted) stop()
      else upload.start()
    })

  await retrying(
    async (onMove) => {
      try {
        if (isAnew) await beginAnew(sending, signal)
        isAnew = false
        await attempt(onMove)
      } catch (error) {
        chunkBytes = Math.max(SMALLEST_CHUNK_BYTES, chunkBytes / 2)
        if (!(error instanceof ApiError && error.status === 410)) throw error
        await beginAnew(sending, signal)
        await attempt(onMove)
      }
    },
    { signal, onStall },
  )
}
