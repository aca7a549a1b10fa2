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
        'Segue takes WAV, AIFF, FLAC, ALAC, MP3, M4A, AAC, Ogg and Opus. Export the track as one of them.',
    },
    { name: 'empty.wav', reason: 'The file is empty. Export it again.' },
  ])
})
