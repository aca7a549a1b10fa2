/** Where to go on to once the address is confirmed: the e-mail's link opens in another tab, and knows nothing of it. */

const KEY = 'segue.onward'
const KEPT_MS = 24 * 60 * 60 * 1000

interface Kept {
  next: string
  at: number
}

/** `next`: a path of this app. */
export const rememberOnward = (next: string, now = Date.now()): void =>
  localStorage.setItem(KEY, JSON.stringify({ next, at: now } satisfies Kept))

/** Once, and within a day. */
export function takeOnward(now = Date.now()): string | undefined {
  const kept = localStorage.getItem(KEY)
  localStorage.removeItem(KEY)
  if (!kept) return undefined
  const { next, at } = JSON.parse(kept) as Kept
  return now - at < KEPT_MS ? next : undefined
}
