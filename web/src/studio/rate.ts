/** How fast an upload moves, and how long the rest of it takes. */

/** Older movement counts less: a burst and a stall show within seconds. */
const MEMORY_MS = 5000

export interface RateMeter {
  /** Bytes per second, or null until that can be said. */
  note: (sentBytes: number, nowMs: number) => number | null
}

export function createRateMeter(): RateMeter {
  let last: { bytes: number; ms: number } | null = null
  let rate: number | null = null
  return {
    note(sentBytes, nowMs) {
      // A chunk that is sent again goes back: what was measured before still stands.
      if (!last || sentBytes < last.bytes) {
        last = { bytes: sentBytes, ms: nowMs }
        return rate
      }
      const elapsedMs = nowMs - last.ms
      if (elapsedMs < 200) return rate
      const current = ((sentBytes - last.bytes) * 1000) / elapsedMs
      const weight = rate === null ? 1 : 1 - Math.exp(-elapsedMs / MEMORY_MS)
      rate = (rate ?? 0) * (1 - weight) + current * weight
      last = { bytes: sentBytes, ms: nowMs }
      return rate
    },
  }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)

/** "5 s", "3 min", "2 h": rounded up, as nobody minds being done early. */
export function timeLeft(seconds: number): string {
  if (seconds <= 90) return `${Math.max(1, Math.ceil(seconds))} s`
  if (seconds <= 90 * 60) return `${Math.ceil(seconds / 60)} min`
  return `${Math.ceil(seconds / 3600)} h`
}

/** "43% · 12 of 28 MB · 3.1 MB/s · 5 s left" */
export function progressWords(sentBytes: number, allBytes: number, rateBps: number | null): string {
  const percent = allBytes ? Math.floor((sentBytes / allBytes) * 100) : 0
  const words = [`${percent}%`, `${megabytes(sentBytes)} of ${megabytes(allBytes)} MB`]
  if (rateBps && rateBps > 0 && sentBytes < allBytes)
    words.push(`${megabytes(rateBps)} MB/s`, `${timeLeft((allBytes - sentBytes) / rateBps)} left`)
  return words.join(' · ')
}
