/** Sends a file's bytes. XMLHttpRequest, because fetch does not tell how far an upload is. */
import { uploadContentUrl } from '@/api/catalog'
import { csrfToken } from '@/api/csrf'
import { toApiError, UnreachableError } from '@/api/problem'

export type SendFile = (
  uploadId: string,
  file: File,
  onProgress: (sentBytes: number) => void,
  signal: AbortSignal,
) => Promise<void>

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const sendFile: SendFile = async (uploadId, file, onProgress, signal) => {
  const token = await csrfToken()
  await new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', uploadContentUrl(uploadId))
    request.setRequestHeader('X-CSRFToken', token)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onload = () => {
      if (request.status < 300) resolve()
      else reject(toApiError(request.status, parsed(request.responseText)))
    }
    request.onerror = () => reject(new UnreachableError())
    request.onabort = () => reject(new DOMException('Cancelled', 'AbortError'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    if (signal.aborted) reject(new DOMException('Cancelled', 'AbortError'))
    else request.send(file)
  })
}
