/** Tries again what failed in passing: with growing pauses, and at once when the network is back. */
import { ApiError, UnreachableError } from '@/api/problem'

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000
const MAX_FAULTS = 5
/** Slow, busy with another connection, damaged on the way, or the server is being started. */
const PASSING = new Set([408, 423, 429, 460, 502, 503, 504])

export const abortError = () => new DOMException('Cancelled', 'AbortError')

/** `attempt` counts the failures since something last moved. */
export function canRetry(error: unknown, attempt: number): boolean {
  if (error instanceof UnreachableError) return true
  if (!(error instanceof ApiError)) return false
  if (PASSING.has(error.status) || error.code === 'media.wrong_offset') return true
  return error.status === 500 && attempt < MAX_FAULTS
}

export const pauseMs = (attempt: number, chance: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (0.5 + chance / 2)

/** Ends early when the browser says that it is online again. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => () => {
      clearTimeout(timer)
      window.removeEventListener('online', wake)
      signal.removeEventListener('abort', stop)
      finish()
    }
    const wake = end(resolve)
    const stop = end(() => reject(abortError()))
    const timer = setTimeout(wake, ms)
    window.addEventListener('online', wake)
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
  })
}

interface RetryOptions {
  signal: AbortSignal
  onStall: (isStalled: boolean) => void
}

/** Runs `work` until it succeeds or can't; it calls `onMove` whenever something moves. */
export async function retrying<T>(
  work: (onMove: () => void) => Promise<T>,
  { signal, onStall }: RetryOptions,
): Promise<T> {
  let failures = 0
  const onMove = () => {
    if (failures > 0) onStall(false)
    failures = 0
  }
  for (;;) {
    try {
      return await work(onMove)
    } catch (error) {
      if (signal.aborted) throw abortError()
      if (!canRetry(error, failures)) throw error
      onStall(true)
      await pause(pauseMs(failures++, Math.random()), signal)
    }
  }
}
