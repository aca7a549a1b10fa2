/** How long ago something was, in its largest unit: "just now", "5 minutes ago", "12 days ago". */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'} ago`

export function ageOf(iso: string, nowMs = Date.now()): string {
  const ageMs = Math.max(0, nowMs - Date.parse(iso))
  if (ageMs < MINUTE_MS) return 'just now'
  if (ageMs < HOUR_MS) return counted(Math.floor(ageMs / MINUTE_MS), 'minute')
  if (ageMs < DAY_MS) return counted(Math.floor(ageMs / HOUR_MS), 'hour')
  return counted(Math.floor(ageMs / DAY_MS), 'day')
}
