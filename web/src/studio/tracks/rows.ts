/** What stands on a disc: its tracks, and between them those that were just removed. */
import type { Track } from '@/api/types'

import type { Disc } from './order'

export interface Row {
  track: Track
  isGone: boolean
}

export function rowsOf(disc: Disc, tracks: Track[], gone: Track[]): Row[] {
  const byId = new Map(tracks.map((track) => [track.id, track]))
  const rows = disc.trackIds
    .flatMap((id) => byId.get(id) ?? [])
    .map((track) => ({ track, isGone: false }))
  for (const track of gone) {
    const at = rows.findIndex((row) => row.track.number > track.number)
    rows.splice(at < 0 ? rows.length : at, 0, { track, isGone: true })
  }
  return rows
}

/** On its disc, or on the last one where that has gone. */
export function goneFrom(disc: Disc, discs: Disc[], gone: Track[]): Track[] {
  const numbers = new Set(discs.map(({ number }) => number))
  const isLast = discs.at(-1) === disc
  return gone.filter(
    ({ disc_number }) => disc_number === disc.number || (isLast && !numbers.has(disc_number)),
  )
}
