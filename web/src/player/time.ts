/** Durations and positions as people read and hear them. */

/** 74_000 → "1:14"; 3_674_000 → "1:01:14". */
export function clock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000))
  const [hours, minutes, seconds] = [
    Math.floor(total / 3600),
    Math.floor(total / 60) % 60,
    total % 60,
  ]
  const tail = `${String(seconds).padStart(2, '0')}`
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`

/** 74_000 → "1 minute 14 seconds". */
export function spokenTime(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000))
  const minutes = Math.floor(total / 60)
  const seconds = counted(total % 60, 'second')
  return minutes ? `${counted(minutes, 'minute')} ${seconds}` : seconds
}

/** 2_460_000 → "41 min"; 45_000 → "45 sec"; 4_800_000 → "1 hr 20 min". */
export function roughLength(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 1000)} sec`
  const minutes = Math.round(ms / 60_000)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest ? `${Math.floor(minutes / 60)} hr ${rest} min` : `${Math.floor(minutes / 60)} hr`
}
