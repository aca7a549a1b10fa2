/** The small print of a release: "Album · 2026 · 10 tracks, 41 min". */
import type { Release } from '@/api/types'
import { roughLength } from '@/player/time'

const KINDS = {
  single: 'Single',
  ep: 'EP',
  album: 'Album',
  compilation: 'Compilation',
  live: 'Live',
} satisfies Record<string, string>

export const kindOf = (release: Release): string => KINDS[release.kind]

export const trackCount = (count: number): string => `${count} track${count === 1 ? '' : 's'}`

export const yearOf = ({ published_at }: Release): string =>
  published_at ? String(new Date(published_at).getFullYear()) : 'Draft'

export function factsOf(release: Release): string[] {
  const length = release.duration_ms ? `, ${roughLength(release.duration_ms)}` : ''
  return [kindOf(release), yearOf(release), trackCount(release.track_count) + length]
}
