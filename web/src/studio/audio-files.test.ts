import { expect, test } from 'vitest'

import { sortFiles } from './audio-files'
import { ofInput, type Found } from './tracks/found-files'

const file = (name: string, bytes = 1) => new File([new Uint8Array(bytes)], name)
const sorted = (files: File[], ...rest: [Parameters<typeof sortFiles>[1]?, number?]) =>
  sortFiles(ofInput(files), ...rest)
const lying = (...paths: string[]): Found[] =>
  paths.map((path) => ({ file: file(path.split('/').at(-1) ?? ''), path }))
const names = (found: Found[]) => found.map(({ path }) => path)

test('takes audio by its ending, in the order of the numbers in the names', () => {
  const { accepted, refused } = sorted([file('10 b.FLAC'), file('2 a.mp3'), file('1.opus')])
  expect(names(accepted)).toEqual(['1.opus', '2 a.mp3', '10 b.FLAC'])
  expect(refused).toEqual([])
})

test('refuses what is not audio or empty, and says what to do', () => {
  const { accepted, refused } = sorted([file('notes.txt'), file('empty.wav', 0)])
  expect(accepted).toEqual([])
  expect(refused).toEqual([
    { name: 'empty.wav', reason: 'The file is empty. Export it again.' },
    {
      name: 'notes.txt',
      reason:
        'Segue takes WAV, AIFF, FLAC, ALAC, MP3, M4A, AAC, Ogg, Opus, WavPack, APE, Musepack, DSD and tracker files. Export the track as one of them.',
    },
  ])
})

test('refuses what is too large, or more than what is left of a quota or of a release', () => {
  const limits = { max_bytes: 4 * 1024 ** 2, quota_bytes: 9 * 1024 ** 2, used_bytes: 2 * 1024 ** 2 }
  const files = ['a.wav', 'b.wav', 'c.wav'].map((name) => file(name, 3 * 1024 ** 2))
  const { accepted, refused } = sorted([...files, file('d.wav', 5 * 1024 ** 2)], limits)
  expect(names(accepted)).toEqual(['a.wav', 'b.wav'])
  expect(refused).toEqual([
    { name: 'c.wav', reason: "1 MB of your 9 MB are left. Remove uploads you don't need." },
    { name: 'd.wav', reason: 'This server takes files of up to 4 MB.' },
  ])
  expect(sorted([file('a.wav'), file('b.wav')], undefined, 1).refused).toEqual([
    { name: 'b.wav', reason: 'A release holds 200 tracks. Put it on another one.' },
  ])
})

test('a folder is taken disc by disc; what is no audio in it is left out, and a picture is its cover', () => {
  const { accepted, refused, leftOut, cover } = sortFiles(
    lying(
      'Tides/CD 2/01 Ebb.flac',
      'Tides/CD 1/10 Last.flac',
      'Tides/CD 1/2 Next.flac',
      'Tides/CD 1/1 First.flac',
      'Tides/CD 1/._1 First.flac',
      'Tides/Thumbs.db',
      'Tides/back.jpg',
      'Tides/Cover.JPG',
      'Tides/rip.log',
    ),
  )
  expect(names(accepted)).toEqual([
    'Tides/CD 1/1 First.flac',
    'Tides/CD 1/2 Next.flac',
    'Tides/CD 1/10 Last.flac',
    'Tides/CD 2/01 Ebb.flac',
  ])
  expect(refused).toEqual([])
  expect(leftOut.sort()).toEqual(['back.jpg', 'rip.log'])
  expect(cover?.name).toBe('Cover.JPG')
})
