/** The small print of a release: "Album · 2026 · 10 tracks, 41 min". */
import type { Release } from '@/api/types'
import { roughLength } from '@/player/time'

export const KINDS = {
  single: 'Single',
  ep: 'EP',
  album: 'Album',
  compilation: 'Compilation',
  live: 'Live',
} satisfies Record<string, string>

export const kindOf = (release: Release): string => KINDS[release.kind]

export const trackCount = (count: number): string => `${count} track${count === 1 ? '' : 's'}`

const UNDATED: Partial<Record<Release['state'], string>> = {
  draft: 'Draft',
  withdrawn: 'Withdrawn',
}

/** When the music first came out; else since when it is here. */
export function yearOf({ released_on, published_at, state }: Release): string {
  if (released_on) return released_on.slice(0, 4)
  return published_at ? String(new Date(published_at).getFullYear()) : (UNDATED[state] ?? '')
}

export function factsOf(release: Release): string[] {
  const length = release.duration_ms ? `, ${roughLength(release.duration_ms)}` : ''
  const tracks = trackCount(release.track_count) + length
  return [kindOf(release), yearOf(release), tracks].filter(Boolean)
}
