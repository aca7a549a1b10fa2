/**
 * The two-tier queue: `up` (hand-picked) sits above `context` (what Play was pressed on).
 * Starting another context replaces the context and never the hand-picked part.
 */

export interface QueueItem<T> {
  /** The same track may stand in the queue twice, so each place has its own id. */
  uid: string
  track: T
}

export interface Queue<T> {
  context: QueueItem<T>[]
  /** Index in `context` of the last item taken from it; -1 before the first. */
  position: number
  up: QueueItem<T>[]
  now: QueueItem<T> | null
  history: QueueItem<T>[]
}

const HISTORY_LENGTH = 200

let lastUid = 0
const itemsOf = <T>(tracks: T[]): QueueItem<T>[] =>
  tracks.map((track) => ({ uid: `q${++lastUid}`, track }))

export const emptyQueue = <T>(): Queue<T> => ({
  context: [],
  position: -1,
  up: [],
  now: null,
  history: [],
})

const remembered = <T>({ now, history }: Queue<T>): QueueItem<T>[] =>
  now ? [...history, now].slice(-HISTORY_LENGTH) : history

export function playContext<T>(queue: Queue<T>, tracks: T[], start = 0): Queue<T> {
  const context = itemsOf(tracks)
  const now = context[start] ?? null
  return { ...queue, context, position: start, now, history: remembered(queue) }
}

export const addNext = <T>(queue: Queue<T>, tracks: T[]): Queue<T> => ({
  ...queue,
  up: [...itemsOf(tracks), ...queue.up],
})

export const addLast = <T>(queue: Queue<T>, tracks: T[]): Queue<T> => ({
  ...queue,
  up: [...queue.up, ...itemsOf(tracks)],
})

/** The queue after the current item; `now` is null past the end. */
export function next<T>(queue: Queue<T>): Queue<T> {
  const history = remembered(queue)
  const [head, ...up] = queue.up
  if (head) return { ...queue, up, now: head, history }
  const position = queue.position + 1
  return { ...queue, position, now: queue.context[position] ?? null, history }
}

export const peek = <T>(queue: Queue<T>): QueueItem<T> | null => next(queue).now

/** One step back through what was played; the same queue when there is nothing before. */
export function previous<T>(queue: Queue<T>): Queue<T> {
  const now = queue.history.at(-1)
  if (!now) return queue
  const place = queue.context.findIndex((item) => item.uid === now.uid)
  const isInContext = place >= 0
  // A hand-picked item that we step back from must not be lost.
  const isCurrentInContext = queue.context.some((item) => item.uid === queue.now?.uid)
  const up = queue.now && !isCurrentInContext ? [queue.now, ...queue.up] : queue.up
  const position = isInContext ? place : queue.position
  return { ...queue, up, position, now, history: queue.history.slice(0, -1) }
}
