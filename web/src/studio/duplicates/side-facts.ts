/** What tells one of two files from the other, in words. */
import type { DuplicatePair, DuplicateSide } from '@/api/duplicates'
import { sizeWords } from '@/ui/size'
import { clock } from '@/player/time'

const CHANNELS: Record<number, string> = { 1: 'mono', 2: 'stereo' }

const kilohertz = (hz: number): string => `${(hz / 1000).toLocaleString()} kHz`

/** "FLAC · 44.1 kHz · 16 bit · stereo · lossless" */
export function formatOf(side: DuplicateSide): string {
  const { codec, container, sample_rate_hz: hz, bits_per_sample: bits, channels } = side
  const name = (codec || container).toUpperCase()
  const parts = [
    name || 'Not read yet',
    hz && kilohertz(hz),
    bits && `${bits} bit`,
    channels && (CHANNELS[channels] ?? `${channels} channels`),
    side.bitrate_kbps && `${side.bitrate_kbps} kbit/s`,
    side.is_lossless === null ? '' : side.is_lossless ? 'lossless' : 'lossy',
  ]
  return parts.filter(Boolean).join(' · ')
}

export const lengthOf = ({ duration_ms: ms }: DuplicateSide): string =>
  ms === null ? 'Not known yet' : clock(ms)

export const sizeOf = ({ bytes }: DuplicateSide): string => sizeWords(bytes)

/** Why the two are shown together. */
export const likenessOf = ({ kind, similarity }: DuplicatePair): string =>
  kind === 'same_file'
    ? 'The same file, byte for byte.'
    : `The same recording, by its sound: ${Math.floor(similarity * 100)}% alike.`

/** In which of these the two are not the same: there the choice lies. */
export function differencesOf({ earlier, later }: DuplicatePair): ReadonlySet<string> {
  const facts = { Format: formatOf, Length: lengthOf, Size: sizeOf }
  const unlike = Object.entries(facts).filter(([, say]) => say(earlier) !== say(later))
  return new Set(unlike.map(([name]) => name))
}
