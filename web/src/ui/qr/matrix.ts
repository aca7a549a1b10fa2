/** The squares of a QR code (ISO/IEC 18004, level M). */
import { alignmentCenters, codewords, versionFor } from './codewords'

/** By row and column; true is dark. */
export type Matrix = boolean[][]

/** While drawing: undefined is still free for data. */
type Draft = (boolean | undefined)[][]

/** Which modules each of the eight masks turns over. */
const MASKS: ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
]

function put(draft: Draft, row: number, column: number, isDark: boolean): void {
  const line = draft[row]
  if (line && column >= 0 && column < line.length) line[column] = isDark
}

/** Squares within squares around a center: dark where the distance isn't in `light`. */
function rings(draft: Draft, row: number, column: number, radius: number, light: number[]): void {
  for (let r = -radius; r <= radius; r++)
    for (let c = -radius; c <= radius; c++)
      put(draft, row + r, column + c, !light.includes(Math.max(Math.abs(r), Math.abs(c))))
}

function drawAlignment(draft: Draft, version: number): void {
  const centers = alignmentCenters(version)
  const last = centers.at(-1)
  for (const row of centers)
    for (const column of centers) {
      const isAtFinder =
        (row === 6 && column === 6) ||
        (row === 6 && column === last) ||
        (row === last && column === 6)
      if (!isAtFinder) rings(draft, row, column, 2, [1])
    }
}

function drawPatterns(draft: Draft, version: number): void {
  const size = draft.length
  for (let i = 0; i < size; i++) {
    put(draft, 6, i, i % 2 === 0)
    put(draft, i, 6, i % 2 === 0)
  }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    rings(draft, row, column, 4, [2, 4])
  drawAlignment(draft, version)
}

/** The value with the remainder of its division by a generator behind it: a BCH code. */
function withRemainder(value: number, bits: number, divisor: number): number {
  let rest = value << bits
  while (rest >= 1 << bits) rest ^= divisor << (31 - Math.clz32(rest) - bits)
  return (value << bits) | rest
}

const bit = (value: number, place: number): boolean => ((value >> place) & 1) === 1

/** Level M is 00, so the mask's number alone is the format. */
function drawFormat(draft: Draft, mask: number): void {
  const size = draft.length
  const format = withRemainder(mask, 10, 0x537) ^ 0x5412
  for (let i = 0; i < 15; i++) {
    const isDark = bit(format, i)
    put(draft, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, 8, isDark)
    put(draft, 8, i < 8 ? size - 1 - i : i === 8 ? 7 : 14 - i, isDark)
  }
  put(draft, size - 8, 8, true)
}

function drawVersion(draft: Draft, version: number): void {
  if (version < 7) return
  const information = withRemainder(version, 12, 0x1f25)
  for (let i = 0; i < 18; i++) {
    const near = Math.floor(i / 3)
    const far = draft.length - 11 + (i % 3)
    put(draft, near, far, bit(information, i))
    put(draft, far, near, bit(information, i))
  }
}

/** Free modules in the order of the data: up and down in pairs of columns, from the right. */
function* freeModules(draft: Draft): Generator<[row: number, column: number]> {
  const size = draft.length
  let isUp = true
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5 // the timing column
    for (let i = 0; i < size; i++) {
      const row = isUp ? size - 1 - i : i
      for (const column of [right, right - 1])
        if (draft[row]?.[column] === undefined) yield [row, column]
    }
    isUp = !isUp
  }
}

function draw(version: number, bytes: number[], mask: number): Matrix {
  const size = version * 4 + 17
  const draft: Draft = Array.from({ length: size }, () => Array<undefined>(size).fill(undefined))
  drawPatterns(draft, version)
  drawFormat(draft, mask)
  drawVersion(draft, version)
  const turns = MASKS[mask] ?? (() => false)
  let place = 0
  for (const [row, column] of [...freeModules(draft)]) {
    const isDark = bit(bytes[place >> 3] ?? 0, 7 - (place & 7))
    put(draft, row, column, isDark !== turns(row, column))
    place++
  }
  return draft.map((line) => line.map((isDark) => isDark === true))
}

/** How hard a code is to read: long runs, false finders and an uneven balance (7.8.3, without its rule on blocks). */
function penalty(matrix: Matrix): number {
  const columns = matrix.map((_, column) => matrix.map((line) => line[column] === true))
  const text = (line: boolean[]) => line.map((isDark) => (isDark ? '1' : '0')).join('')
  const runs = [...matrix, ...columns].flatMap((line) => text(line).match(/0{5,}|1{5,}/g) ?? [])
  const looksLikeFinder = [...matrix, ...columns].filter((line) =>
    /1011101(0000)|(0000)1011101/.test(text(line)),
  )
  const dark = matrix.flat().filter(Boolean).length / matrix.length ** 2
  const balance = Math.floor(Math.abs(dark * 100 - 50) / 5) * 10
  return runs.reduce((sum, run) => sum + run.length - 2, 0) + looksLikeFinder.length * 40 + balance
}

/** The code of a text; undefined when it is too long for one. */
export function qrMatrix(text: string): Matrix | undefined {
  const bytes = new TextEncoder().encode(text)
  const version = versionFor(bytes.length)
  if (version === undefined) return undefined
  const words = codewords(bytes, version)
  const drawn = MASKS.map((_, mask) => draw(version, words, mask))
  return drawn.reduce((best, next) => (penalty(next) < penalty(best) ? next : best))
}
