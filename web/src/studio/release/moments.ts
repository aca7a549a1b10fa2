/** Moments as people choose and read them, in the time zone of their device. */

const MINUTE_S = 60
const HOUR_S = 60 * MINUTE_S
const DAY_S = 24 * HOUR_S

const twoDigits = (value: number): string => String(value).padStart(2, '0')

export interface LocalMoment {
  /** "2026-11-24", as a date field has it. */
  day: string
  /** "18:00:00", as a time field has it. */
  time: string
}

export const localMoment = (at: Date): LocalMoment => ({
  day: [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-'),
  time: [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(':'),
})

/** Undefined while one of both isn't written yet. */
export function momentOf({ day, time }: LocalMoment): Date | undefined {
  const at = new Date(`${day}T${time}`)
  return day === '' || time === '' || Number.isNaN(at.getTime()) ? undefined : at
}

/** Tomorrow at noon: a moment to start choosing from. */
export function tomorrowNoon(now: Date): Date {
  const at = new Date(now)
  at.setDate(at.getDate() + 1)
  at.setHours(12, 0, 0, 0)
  return at
}

/** "24 November 2026 at 18:00:00 CET". */
export const fullMoment = (at: Date): string =>
  at.toLocaleString(undefined, {
    ...{ day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
  })

/** "Europe/Berlin". */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`

/** 93_784 → "1 day 2 hours"; 125 → "2 minutes 5 seconds"; nothing below zero. */
export function timeLeft(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds))
  const parts: [number, string][] = [
    [Math.floor(left / DAY_S), 'day'],
    [Math.floor((left % DAY_S) / HOUR_S), 'hour'],
    [Math.floor((left % HOUR_S) / MINUTE_S), 'minute'],
    [left % MINUTE_S, 'second'],
  ]
  const first = parts.findIndex(([count]) => count > 0)
  if (first === -1) return counted(0, 'second')
  const shown = parts.slice(first, first + 2).filter(([count]) => count > 0)
  return shown.map(([count, unit]) => counted(count, unit)).join(' ')
}
