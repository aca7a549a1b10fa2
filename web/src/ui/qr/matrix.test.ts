import { createHash } from 'node:crypto'

import { expect, test } from 'vitest'

import { qrMatrix } from './matrix'

const lines = (text: string): string[] =>
  (qrMatrix(text) ?? []).map((line) => line.map((isDark) => (isDark ? '1' : '0')).join(''))

const digest = (text: string): string =>
  createHash('sha256').update(lines(text).join('\n')).digest('hex').slice(0, 16)

const mixed = (length: number): string =>
  Array.from({ length }, (_, i) => String.fromCharCode(33 + ((i * 7) % 90))).join('')

const URI = 'otpauth://totp/ines%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Segue'

// The digests are of what the Python package qrcode draws with the same version and mask.
test.each([
  ['one block', 'SEGUE', 21, 'f6d21422d6ff2497'],
  ['the first that needs an alignment pattern', 'a'.repeat(15), 25, '1ff28dc40751f442'],
  ['the address of an authenticator app', URI, 41, 'c96b8ee6af40a2dc'],
  ['blocks of two lengths, with version information', mixed(140), 49, '9fc7feeed793d975'],
  ['a length of 16 bits', mixed(213), 57, '86db4a6fd8bddf92'],
  ['the longest text', mixed(663), 97, 'a4818cdaf23dc522'],
])('%s is drawn as another encoder draws it', (_, text, size, expected) => {
  expect(lines(text)).toHaveLength(size)
  expect(digest(text)).toBe(expected)
})

test('a text that no code of ours holds is not drawn', () => {
  expect(qrMatrix(mixed(667))).toBeUndefined()
})
