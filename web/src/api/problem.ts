/** What can go wrong with a request, in words a person can act on. */

export type FieldErrors = Record<string, string>

/** A field that somebody else has changed meanwhile: what they put there, and what was about to be. */
export interface Disagreement {
  subject_kind: string
  subject_id: string
  field: string
  yours: unknown
  theirs: unknown
}

/** Of an edit that overtook nobody: the fields, and the version that stands at the server. */
export interface Conflict {
  fields: Disagreement[]
  version: number
}

/** Of a table: `row` counts its lines from 1, the head; `column` is empty where it is about a whole row. */
export interface TableProblem {
  row: number
  column: string
  message: string
}

/** The server answered, and the answer is no. */
export class ApiError extends Error {
  override readonly name = 'ApiError'

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: FieldErrors = {},
    readonly conflict?: Conflict,
    readonly table: TableProblem[] = [],
  ) {
    super(message)
  }
}

/** No answer came at all. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError'

  constructor() {
    super("Can't reach the music server. Check your connection and try again.")
  }
}

interface ProblemBody {
  code?: string
  detail?: string
  title?: string
  errors?: { loc: (string | number)[]; msg: string }[]
  conflicts?: Disagreement[]
  version?: number
  problems?: TableProblem[]
}

const BY_STATUS: Record<number, string> = {
  401: 'You are signed out. Sign in and try again.',
  403: 'You are not allowed to do that.',
  404: 'That is not here any more.',
  413: 'That file is too large for this server.',
  429: 'Too many attempts. Wait a minute and try again.',
}

const fallbackMessage = (status: number): string =>
  BY_STATUS[status] ?? `The server could not do that (${status}). Try again in a moment.`

const MINUTE_S = 60
const HOUR_S = 3600

const count = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`

/** "40 seconds", "2 minutes": never shorter than it is. */
export function waitWords(seconds: number): string {
  if (seconds < MINUTE_S) return count(Math.max(1, Math.ceil(seconds)), 'second')
  if (seconds < HOUR_S) return count(Math.ceil(seconds / MINUTE_S), 'minute')
  return count(Math.ceil(seconds / HOUR_S), 'hour')
}

const NOT_NOW: Record<number, string> = {
  429: 'Too many attempts.',
  503: 'The server cannot do that right now.',
}

/** Adds when to come back, where the server's header says so and its words do not. */
function withWait(status: number, said: string, retryAfter: string | null | undefined): string {
  const seconds = Number(retryAfter ?? NaN)
  const reason = NOT_NOW[status]
  if (!reason || !(seconds >= 0) || /\bagain\b/i.test(said)) return said
  return `${said || reason} Try again in ${waitWords(seconds)}.`
}

/** "title", and in a list "links.0.url". */
function nameOf(loc: (string | number)[]): string {
  const place = loc.findIndex((part) => typeof part === 'number')
  return place > 0 ? loc.slice(place - 1).join('.') : String(loc.at(-1) ?? '')
}

/** Turns a problem+json body into an error; `loc` ends with the name of the field. */
export function toApiError(status: number, body: unknown, retryAfter?: string | null): ApiError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as ProblemBody
  const fields: FieldErrors = {}
  for (const { loc, msg } of problem.errors ?? []) fields[nameOf(loc)] ??= msg
  const said = withWait(status, problem.detail || problem.title || '', retryAfter)
  const message = said || fallbackMessage(status)
  const { code = '', problems } = problem
  return new ApiError(status, code, message, fields, conflictOf(problem), problems)
}

const conflictOf = ({ conflicts, version }: ProblemBody): Conflict | undefined =>
  conflicts && version !== undefined ? { fields: conflicts, version } : undefined

export function messageOf(error: unknown): string {
  if (error instanceof ApiError || error instanceof UnreachableError) return error.message
  return 'This page could not be shown. Load it again.'
}

export const isStatus = (error: unknown, ...statuses: number[]): boolean =>
  error instanceof ApiError && statuses.includes(error.status)
