/** Which line, and which word of it, is sung at a moment; wakes at the next one's time and not before. */
import type { Player } from './player'

interface TimedWord {
  start_ms: number
  text: string
}

export interface TimedLine {
  /** Null: it stands below the line that it follows, at no time of its own. */
  start_ms: number | null
  text: string
  /** Empty unless each has a time; an empty last one says when the one before it ends. */
  words: TimedWord[]
}

/** Indices into the lines, and into the line's words; -1 before the first. */
export interface Place {
  line: number
  word: number
}

export const NOWHERE: Place = { line: -1, word: -1 }

/** Timed lines alone, by their times. */
type Timeline = { startMs: number; line: number }[]

const timelineOf = (lines: TimedLine[]): Timeline =>
  lines.flatMap(({ start_ms: startMs }, line) => (startMs === null ? [] : [{ startMs, line }]))

/** The last of those that have begun, by bisection; -1 for none. Of several at one moment it is the last. */
function lastBegun(startsMs: (index: number) => number, length: number, atMs: number): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (startsMs(middle) <= atMs) low = middle + 1
    else high = middle
  }
  return low - 1
}

const wordAt = (words: TimedWord[], atMs: number): number =>
  lastBegun((i) => words[i]?.start_ms ?? Infinity, words.length, atMs)

const begun = (timeline: Timeline, atMs: number): number =>
  lastBegun((i) => timeline[i]?.startMs ?? Infinity, timeline.length, atMs)

/** Lines are sorted by time, as the server has them. */
export function placeAt(lines: TimedLine[], atMs: number, timeline = timelineOf(lines)): Place {
  const line = timeline[begun(timeline, atMs)]?.line ?? -1
  return { line, word: wordAt(lines[line]?.words ?? [], atMs) }
}

/** When the place changes next, in milliseconds of the track; null after the last change. */
export function nextChangeAt(
  lines: TimedLine[],
  atMs: number,
  timeline = timelineOf(lines),
): number | null {
  const { line, word } = placeAt(lines, atMs, timeline)
  const nextLine = timeline[begun(timeline, atMs) + 1]?.startMs ?? Infinity
  const nextWord = lines[line]?.words[word + 1]?.start_ms ?? Infinity
  const next = Math.min(nextLine, nextWord)
  return next === Infinity ? null : next
}

/** Timers are early at times; nothing is looked at more often than this. */
const SHORTEST_WAIT_MS = 10

/** Tells the place at once and whenever it is another one, until the returned function is called. */
export function followLyrics(
  player: Player,
  lines: TimedLine[],
  onPlace: (place: Place) => void,
): () => void {
  const timeline = timelineOf(lines)
  let timer: ReturnType<typeof setTimeout> | undefined
  let told: Place | undefined
  const look = () => {
    clearTimeout(timer)
    const atMs = player.positionMs
    const place = placeAt(lines, atMs, timeline)
    if (place.line !== told?.line || place.word !== told.word) onPlace((told = place))
    const nextMs = nextChangeAt(lines, atMs, timeline)
    const { isPlaying, isStalled } = player.store.getState()
    if (nextMs === null || !isPlaying || isStalled) return
    timer = setTimeout(look, Math.max(SHORTEST_WAIT_MS, nextMs - atMs))
  }
  // Its ticks put right what a seek, a stall or another speed made wrong.
  const stopTime = player.onTime(look)
  const stopState = player.store.subscribe(look)
  look()
  return () => {
    clearTimeout(timer)
    stopTime()
    stopState()
  }
}
