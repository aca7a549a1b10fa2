import { expect, test } from 'vitest'

import { readLyricsFile } from './read-file'

const file = (...bytes: number[]) => new File([new Uint8Array(bytes)], 'a.lrc')

test.each([
  ['UTF-8', [0x6d, 0xc3, 0xa1]],
  ['UTF-16 with its mark', [0xff, 0xfe, 0x6d, 0, 0xe1, 0]],
  ['Windows-1252', [0x6d, 0xe1]],
])('words are read from %s', async (_, bytes) => {
  expect(await readLyricsFile(file(...bytes))).toBe('má')
})

test('what is no text is refused in words', async () => {
  await expect(readLyricsFile(file(0x89, 0, 1))).rejects.toThrow('That file is not text.')
})
