/** What there is to know of a file, in words. */
import type { Master } from '@/api/track-edits'
import { clock } from '@/player/time'

type Facts = [name: string, value: string][]

const CHANNELS: Record<number, string> = { 1: 'Mono', 2: 'Stereo' }

export function sizeOf(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1000)} kB`
  return `${(bytes / 1e6).toFixed(1)} MB`
}

const decibels = (value: number | null, unit: string): string =>
  value === null ? '' : `${value.toFixed(1).replace('-', '−')} ${unit}`

/** "FLAC", "MP4 (AAC)": the box, and what is in it where that has another name. */
export function formatOf({ container, codec }: Pick<Master, 'container' | 'codec'>): string {
  const [box, sound] = [container.toUpperCase(), codec.toUpperCase()]
  if (!box || !sound || box === sound) return box || sound
  return `${box} (${sound})`
}

const soundOf = ({ sample_rate_hz, bits_per_sample, channels }: Master): string[] => [
  sample_rate_hz ? `${sample_rate_hz / 1000} kHz` : '',
  bits_per_sample ? `${bits_per_sample} bit` : '',
  channels ? (CHANNELS[channels] ?? `${channels} channels`) : '',
]

/** "FLAC · 44.1 kHz · 16 bit · Stereo · 3:12 · 28.1 MB" */
export const shortFacts = (master: Master): string =>
  [
    formatOf(master),
    ...soundOf(master),
    master.duration_ms ? clock(master.duration_ms) : '',
    sizeOf(master.bytes),
  ]
    .filter(Boolean)
    .join(' · ')

/** What isn't known yet is empty. */
export const factsOf = (master: Master): Facts => [
  ['File', master.file_name],
  ['Format', formatOf(master)],
  ['Compression', { true: 'Lossless', false: 'Lossy', null: '' }[String(master.is_lossless)] ?? ''],
  ['Sound', soundOf(master).filter(Boolean).join(' · ')],
  ['Length', master.duration_ms ? clock(master.duration_ms) : ''],
  ['Size', sizeOf(master.bytes)],
  ['Loudness', decibels(master.loudness_lufs, 'LUFS')],
  ['True peak', decibels(master.true_peak_dbtp, 'dBTP')],
  ['SHA-256', master.sha256],
]
