/** What one act changed, line by line, as people say it. */
import type { Act, HistoryEdit } from '@/api/history'
import { fieldName, isEmpty, type Names, valueInWords } from '@/studio/editing/words'

/** One change: of what, from what, to what; empty values are left out. `whole` says it where there are no two. */
export interface Line {
  what: string
  /** The track it is about; empty for the release or artist itself. */
  title: string
  whole?: string
  before?: string
  after?: string
}

/** Kept beside what people choose, and told by it. */
const UNTOLD = new Set(['has_chosen_title', 'has_chosen_cover', 'withdrawn_at', 'announced_at'])
/** Texts too long to stand beside each other. */
const LONG = new Set(['description', 'biography', 'lyrics'])
const ENOUGH = 600

export interface Telling {
  names?: Names
  /** Of tracks, by their ids. */
  titles?: Record<string, string>
}

export function linesOf(act: Act, { names, titles = {} }: Telling): Line[] {
  const known = { ...titles, ...act.titles }
  return act.edits.flatMap((edit) => {
    const title = known[edit.subject_id] ?? titleIn(edit)
    return linesOfEdit(edit, { names, titles: known }).map((line) => ({ ...line, title }))
  })
}

/** Of tracks that are gone, as the edit has it. */
function titleIn({ subject_kind, before, after }: HistoryEdit): string {
  const title = after?.title ?? before?.title
  return subject_kind === 'track' && typeof title === 'string' ? title : ''
}

function linesOfEdit(edit: HistoryEdit, telling: Telling): Omit<Line, 'title'>[] {
  const { subject_kind: kind, before, after } = edit
  if (before === null) return [{ what: noun(kind), whole: 'added' }]
  if (after === null) return [{ what: noun(kind), whole: 'removed' }]
  return Object.keys(after)
    .filter((field) => !UNTOLD.has(field))
    .map((field) => lineOf(kind, field, before[field], after[field], telling))
}

const noun = (kind: string): string => fieldName(kind)

function lineOf(
  kind: string,
  field: string,
  before: unknown,
  after: unknown,
  { names, titles = {} }: Telling,
): Omit<Line, 'title'> {
  const what = kind === 'lyrics' ? `Lyrics (${field})` : fieldName(field, names)
  if (field === 'order')
    return {
      what: 'Order of tracks',
      before: orderOf(before, titles),
      after: orderOf(after, titles),
    }
  if (kind === 'lyrics' || LONG.has(field)) return { what, whole: verb(before, after) }
  const words = { before: inWords(before, field), after: inWords(after, field) }
  // Pictures look alike in words, and long lists say nothing beside each other.
  const isAlike = words.before === words.after
  const isLong = (words.before ?? '').length + (words.after ?? '').length > ENOUGH
  return isAlike || isLong ? { what, whole: verb(before, after) } : { what, ...words }
}

/** What people wrote stands in quotes. */
function inWords(value: unknown, field: string): string | undefined {
  if (isEmpty(value)) return undefined
  const words = valueInWords(value, field)
  return words === value ? `“${words}”` : words
}

function verb(before: unknown, after: unknown): string {
  if (isEmpty(before)) return 'written'
  return isEmpty(after) ? 'removed' : 'changed'
}

/** `[[track id, disc, number]]` as "1 Low Tide, 2 Slack Water". */
function orderOf(places: unknown, titles: Record<string, string>): string {
  if (!Array.isArray(places)) return valueInWords(places)
  const discs = new Set(places.map((place: unknown[]) => place[1]))
  return places
    .map(([id, disc, number]: unknown[]) => {
      const at = discs.size > 1 ? `${String(disc)}-${String(number)}` : String(number)
      return `${at} ${titles[String(id)] ?? 'a track that is gone'}`
    })
    .join(', ')
}

/** Whether there is a way back: from the bin and from being out there are others. */
export const canUndo = ({ is_undone, edits }: Act): boolean =>
  !is_undone &&
  edits.every(
    ({ subject_kind: kind, before, after }) =>
      kind !== 'publication' && !(kind === 'release' && (before === null || after === null)),
  )
