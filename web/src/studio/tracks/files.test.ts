import { expect, test } from 'vitest'

import type { ReleaseDetail, Track } from '@/api/types'
import type { Transfer } from '@/studio/uploads'

import { ofDrop } from './found-files'
import { sendingWords, standingWords } from './overall'

interface FakeEntry {
  isFile: boolean
  fullPath: string
  file?: (done: (file: File) => void) => void
  createReader?: () => { readEntries: (done: (some: FakeEntry[]) => void) => void }
}

const fileAt = (fullPath: string): FakeEntry => ({
  ...{ isFile: true, fullPath },
  file: (done) => done(new File(['x'], fullPath.split('/').at(-1) ?? '')),
})

/** Gives its content two at a time, as browsers give a hundred. */
const folderAt = (fullPath: string, ...inside: FakeEntry[]): FakeEntry => ({
  ...{ isFile: false, fullPath },
  createReader: () => ({ readEntries: (done) => done(inside.splice(0, 2)) }),
})

const dropOf = (...entries: FakeEntry[]) =>
  ({
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
    files: [],
  }) as unknown as DataTransfer

test('a dropped folder gives all that is in it, however deep and many', async () => {
  const found = await ofDrop(
    dropOf(
      folderAt(
        '/Tides',
        folderAt('/Tides/CD 1', ...['1', '2', '3'].map((n) => fileAt(`/Tides/CD 1/${n}.flac`))),
        fileAt('/Tides/cover.jpg'),
      ),
      fileAt('/bonus.mp3'),
    ),
  )
  expect(found.map(({ path }) => path)).toEqual([
    'Tides/CD 1/1.flac',
    'Tides/CD 1/2.flac',
    'Tides/CD 1/3.flac',
    'Tides/cover.jpg',
    'bonus.mp3',
  ])
})

const release = (...states: Track['state'][]) =>
  ({
    tracks: states.map((state, i) => ({ id: `${i}`, state })),
    duration_ms: 60_000 * states.length,
  }) as ReleaseDetail
const transfer = (state: Transfer['state'], sentBytes: number, rateBps: number | null = null) =>
  ({ state, sentBytes, rateBps, file: { size: 10_000_000 }, announced: null }) as Transfer

test('how far all of it is', () => {
  expect(standingWords(release(), [])).toBe('')
  expect(standingWords(release('ready', 'on_demand'), [])).toBe('2 tracks · 2 min')
  const standing = release('ready', 'processing', 'failed', 'waiting')
  expect(standingWords(standing, [transfer('queued', 0)])).toBe(
    '1 of 5 ready · 1 being prepared · 1 not all here yet · 1 can’t be used',
  )
})

test('how far the bytes of all of it are, and how long the rest takes', () => {
  const sending = [transfer('sending', 5_000_000, 1_000_000), transfer('sending', 0, 1_000_000)]
  expect(sendingWords([...sending, transfer('failed', 9), transfer('sent', 10_000_000)])).toBe(
    '50% · 15 of 30 MB · 2.0 MB/s · 8 s left',
  )
  expect(sendingWords([transfer('sent', 10_000_000)])).toBe('')
})
