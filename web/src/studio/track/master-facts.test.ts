import { expect, test } from 'vitest'

import type { Master } from '@/api/track-edits'

import { factsOf, shortFacts } from './master-facts'
import { rowsOf } from './raw-tag-rows'

const MASTER: Master = {
  file_name: 'low_tide.m4a',
  bytes: 28_140_000,
  sha256: 'ab',
  container: 'mp4',
  codec: 'alac',
  sample_rate_hz: 44_100,
  channels: 2,
  bits_per_sample: 16,
  duration_ms: 192_400,
  is_lossless: true,
  loudness_lufs: -14.04,
  true_peak_dbtp: 0.31,
}

test('a file is told in words', () => {
  expect(shortFacts(MASTER)).toBe('MP4 (ALAC) · 44.1 kHz · 16 bit · Stereo · 3:12 · 28.1 MB')
  expect(Object.fromEntries(factsOf(MASTER))).toMatchObject({
    ...{ Compression: 'Lossless', Loudness: '−14.0 LUFS', 'True peak': '0.3 dBTP' },
  })
})

test('what is not known yet is not told', () => {
  const unread = { sample_rate_hz: null, channels: null, bits_per_sample: null, duration_ms: null }
  const more = { container: 'flac', codec: 'flac', is_lossless: null, bytes: 812 }
  expect(shortFacts({ ...MASTER, ...unread, ...more })).toBe('FLAC · 1 kB')
})

test('raw tags are rows of text; what is no text has its size', () => {
  const fields = { ARTIST: ['Marram', 'Inês'], APIC: [{ bytes: 2000, sha256: 'x' }], N: 3 }
  expect(rowsOf(fields)).toEqual([
    { name: 'ARTIST', values: ['Marram', 'Inês'] },
    { name: 'APIC', values: ['Not text (2 kB)'] },
    { name: 'N', values: ['3'] },
  ])
})
