/** The details of a track between its form and the server. */
import type { TrackChanges } from '@/api/track-edits'
import type { Track } from '@/api/types'
import type { Values } from '@/studio/editing/use-draft'

const TEXTS = [
  ...(['title', 'version_title', 'credit', 'isrc', 'language', 'explicit', 'license'] as const),
  ...(['copyright_line', 'phonographic_line', 'key', 'work'] as const),
]
const NUMBERS = ['number', 'bpm'] as const
const IDS = [
  ...(['musicbrainz_recording_id', 'musicbrainz_track_id', 'musicbrainz_work_id'] as const),
]

export const FIELDS: string[] = [...TEXTS, ...NUMBERS, ...IDS]

export function detailsOf(track: Track): Values {
  const texts = [...TEXTS, ...IDS].map((name) => [name, track[name] ?? ''] as const)
  const numbers = NUMBERS.map((name) => [name, String(track[name] ?? '')] as const)
  return Object.fromEntries([...texts, ...numbers])
}

const isOneOf = (names: readonly string[], name: string) => names.includes(name)

/** The changed fields as the server takes them; what it can't read stays text, and it says so. */
export function changesOf(changes: Values): TrackChanges {
  const body = Object.entries(changes).map(([name, value]) => [name, sentAs(name, value.trim())])
  return Object.fromEntries(body) as TrackChanges
}

function sentAs(name: string, text: string): unknown {
  if (isOneOf(IDS, name)) return text || null
  if (!isOneOf(NUMBERS, name)) return text
  if (!text) return name === 'bpm' ? null : text
  const number = Number(text.replace(',', '.'))
  return Number.isFinite(number) ? number : text
}
