/** What several tracks can have in common, and the changes that a filled-in form means. */
import { ApiError } from '@/api/problem'
import type { TrackChange } from '@/api/release-tracks'
import type { Track } from '@/api/types'
import type { Values } from '@/ui/form'

export const TEXTS = [
  'version_title',
  'credit',
  'work',
  'language',
  'copyright_line',
  'phonographic_line',
  'bpm',
  'key',
] as const
export const CHOICES = ['explicit', 'license'] as const
export const FIELDS = [...TEXTS, ...CHOICES]
export type BulkField = (typeof FIELDS)[number]

/** Values of the form's own: a choice that is left as it is, and one that is taken away. */
export const AS_IT_IS = ''
export const EMPTIED = 'emptied'
/** Name of the box that empties a text. */
export const emptier = (field: BulkField): string => `empty ${field}`

/** The value that all have, null where they differ. */
export function commonValue(tracks: Track[], field: BulkField): string | null {
  const values = new Set(tracks.map((track) => String(track[field] ?? '')))
  return values.size === 1 ? ([...values][0] ?? '') : null
}

function bpmOf(text: string): number {
  const bpm = Number(text.replace(',', '.'))
  if (Number.isFinite(bpm)) return bpm
  throw new ApiError(422, '', '', { bpm: 'BPM is a number from 1 to 999.' })
}

type Change = Omit<TrackChange, 'id'>

/** Only what is filled in, or emptied. Raises ApiError with the field `bpm`. */
export function changeOf(values: Values): Change {
  const change: Record<string, string | number | null> = {}
  for (const field of FIELDS) {
    const text = values[field]?.trim() ?? ''
    const isEmptied = text === EMPTIED || values[emptier(field)] !== undefined
    if (isEmptied) change[field] = field === 'bpm' ? null : ''
    else if (text !== AS_IT_IS) change[field] = field === 'bpm' ? bpmOf(text) : text
  }
  return change
}
