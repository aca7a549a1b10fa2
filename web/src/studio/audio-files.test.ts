import { expect, test } from 'vitest'

import { sortFiles } from './audio-files'

const file = (name: string, bytes = 1) => new File([new Uint8Array(bytes)], name)

test('takes audio by its ending, in the order of the numbers in the names', () => {
  const { accepted, refused } = sortFiles([file('10 b.FLAC'), file('2 a.mp3'), file('1.opus')])
  expect(accepted.map(({ name }) => name)).toEqual(['1.opus', '2 a.mp3', '10 b.FLAC'])
  expect(refused).toEqual([])
})

test('refuses what is not audio or empty, and says what to do', () => {
  const { accepted, refused } = sortFiles([file('notes.txt'), file('empty.wav', 0)])
  expect(accepted).toEqual([])
  expect(refused).toEqual([
    {
      name: 'notes.txt',
      reason:
        'Segue takes WAV, AIFF, FLAC, ALAC, MP3, M4A, AAC, Ogg, Opus, WavPack, APE, Musepack, DSD and tracker files. Export the track as one of them.',
    },
    { name: 'empty.wav', reason: 'The file is empty. Export it again.' },
  ])
})

test('refuses what is too large, or more than what is left of a quota', () => {
  const limits = { max_bytes: 4 * 1024 ** 2, quota_bytes: 9 * 1024 ** 2, used_bytes: 2 * 1024 ** 2 }
  const files = ['a.wav', 'b.wav', 'c.wav'].map((name) => file(name, 3 * 1024 ** 2))
  const { accepted, refused } = sortFiles([...files, file('d.wav', 5 * 1024 ** 2)], limits)
  expect(accepted.map(({ name }) => name)).toEqual(['a.wav', 'b.wav'])
  expect(refused).toEqual([
    { name: 'c.wav', reason: "1 MB of your 9 MB are left. Remove uploads you don't need." },
    { name: 'd.wav', reason: 'This server takes files of up to 4 MB.' },
  ])
})
