/** Times in the text of lyrics: given to one line after the other, and taken back. */

/** As the server reads them: minutes, seconds and hundredths. */
const TIME = /^\s*\[(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?\]/
const TAG = /^\s*\[[A-Za-z#][\w #]*:.*\]\s*$/

export interface LyricsRow {
  /** Its place in the text, from 0. */
  at: number
  /** Null where the line has no time yet. */
  startMs: number | null
  text: string
}

/** The lines that can have a time: no empty ones, and no tags such as [ar:…]. */
export function rowsOf(text: string): LyricsRow[] {
  return text.split('\n').flatMap((row, at) => {
    const rest = withoutTime(row).trim()
    if (!rest || TAG.test(row)) return []
    return [{ at, startMs: startOf(row), text: rest }]
  })
}

function startOf(row: string): number | null {
  const found = TIME.exec(row)
  if (!found) return null
  const [, minutes, seconds, fraction = ''] = found
  return Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(`${fraction}000`.slice(0, 3))
}

function withoutTime(row: string): string {
  let rest = row
  while (TIME.test(rest)) rest = rest.replace(TIME, '')
  return rest
}

/** 83_456 → "01:23.45" */
export function lrcClock(ms: number): string {
  const hundredths = Math.floor(Math.max(0, ms) / 10)
  const parts = [Math.floor(hundredths / 6000), Math.floor(hundredths / 100) % 60]
  const [minutes, seconds] = parts.map((part) => String(part).padStart(2, '0'))
  return `${minutes}:${seconds}.${String(hundredths % 100).padStart(2, '0')}`
}

/** The first line without a time. */
export const nextRow = (rows: LyricsRow[]): LyricsRow | undefined =>
  rows.find(({ startMs }) => startMs === null)

/** The line that got its time last, if lines are timed one after the other. */
export function lastTimed(rows: LyricsRow[]): LyricsRow | undefined {
  const next = rows.findIndex(({ startMs }) => startMs === null)
  return rows[(next < 0 ? rows.length : next) - 1]
}

const changeRow = (text: string, at: number, change: (row: string) => string): string =>
  text
    .split('\n')
    .map((row, place) => (place === at ? change(row) : row))
    .join('\n')

export const withTime = (text: string, at: number, ms: number): string =>
  changeRow(text, at, (row) => `[${lrcClock(ms)}]${withoutTime(row).trimStart()}`)

export const timeTaken = (text: string, at: number): string =>
  changeRow(text, at, (row) => withoutTime(row).trimStart())

/** Of all lines; times of words go as well. */
export const allTimesTaken = (text: string): string =>
  text
    .split('\n')
    .map((row) =>
      withoutTime(row)
        .replace(/<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>/g, '')
        .trim(),
    )
    .join('\n')

/** Where the line that the server names stands in the text; it doesn't count empty lines before the first. */
export function rangeOfLine(text: string, message: string): [number, number] | null {
  const named = /^Line (\d+):/.exec(message)
  if (!named) return null
  const rows = text.split('\n')
  const first = rows.findIndex((row) => row !== '')
  const at = Math.max(0, first) + Number(named[1]) - 1
  const row = rows[at]
  if (row === undefined) return null
  const from = rows.slice(0, at).join('\n').length + (at > 0 ? 1 : 0)
  return [from, from + row.length]
}
