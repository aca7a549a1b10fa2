/** The bytes of a QR code: text, padding and checks, interleaved (ISO/IEC 18004, byte mode, level M). */
import { checkBytes } from './galois'

/** Check bytes of each block, and how many blocks, of versions 1 to 20 at level M (table 9 of the standard). */
const BLOCKS: [checks: number, blocks: number][] = [
  [10, 1],
  [16, 1],
  [26, 1],
  [18, 2],
  [24, 2],
  [16, 4],
  [18, 4],
  [22, 4],
  [22, 5],
  [26, 5],
  [30, 5],
  [22, 8],
  [22, 9],
  [24, 9],
  [24, 10],
  [28, 10],
  [28, 11],
  [26, 13],
  [26, 14],
  [26, 16],
]

/** Rows and columns of the centers of the alignment patterns (annex E). */
export function alignmentCenters(version: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const last = version * 4 + 10
  const step = Math.ceil((last - 6) / (2 * (count - 1))) * 2
  return [6, ...Array.from({ length: count - 1 }, (_, i) => last - (count - 2 - i) * step)]
}

/** Modules left for data and checks, in bytes. */
function totalBytes(version: number): number {
  const size = version * 4 + 17
  const aligned = alignmentCenters(version).length
  const finders = 3 * 64
  const timing = 2 * (size - 16)
  const format = 31
  // Alignment patterns, without those at the finders; each on a timing line shares 5 modules with it.
  const alignment = aligned ? (aligned ** 2 - 3) * 25 - 2 * (aligned - 2) * 5 : 0
  const information = version >= 7 ? 36 : 0
  return Math.floor((size ** 2 - finders - timing - format - alignment - information) / 8)
}

const shape = (version: number): [checks: number, blocks: number] => BLOCKS[version - 1] ?? [0, 1]

function dataBytes(version: number): number {
  const [checks, blocks] = shape(version)
  return totalBytes(version) - checks * blocks
}

/** Bytes of mode and length that come before the text, rounded up. */
const headBytes = (version: number): number => (version < 10 ? 2 : 3)

/** The smallest version that holds so many bytes; undefined when none of ours does. */
export function versionFor(byteCount: number): number | undefined {
  const versions = BLOCKS.map((_, index) => index + 1)
  return versions.find((version) => dataBytes(version) - headBytes(version) >= byteCount)
}

function padded(text: Uint8Array, version: number): number[] {
  const lengthBits = version < 10 ? 8 : 16
  let bits = '0100' + text.length.toString(2).padStart(lengthBits, '0')
  for (const byte of text) bits += byte.toString(2).padStart(8, '0')
  bits += '0000'
  const bytes = (bits.match(/.{1,8}/g) ?? []).map((octet) => parseInt(octet.padEnd(8, '0'), 2))
  const size = dataBytes(version)
  for (let pad = 0xec; bytes.length < size; pad ^= 0xec ^ 0x11) bytes.push(pad)
  return bytes.slice(0, size)
}

/** Earlier blocks are one byte shorter where the data doesn't divide evenly. */
function split(bytes: number[], blocks: number): number[][] {
  const short = Math.floor(bytes.length / blocks)
  const longCount = bytes.length % blocks
  let start = 0
  return Array.from({ length: blocks }, (_, index) => {
    const end = start + short + (index >= blocks - longCount ? 1 : 0)
    const block = bytes.slice(start, end)
    start = end
    return block
  })
}

const interleave = (blocks: number[][]): number[] => {
  const longest = Math.max(...blocks.map((block) => block.length))
  return Array.from({ length: longest }, (_, at) =>
    blocks.flatMap((block) => block[at] ?? []),
  ).flat()
}

/** All bytes in the order in which they are drawn. */
export function codewords(text: Uint8Array, version: number): number[] {
  const [checks, count] = shape(version)
  const blocks = split(padded(text, version), count)
  return [...interleave(blocks), ...interleave(blocks.map((block) => checkBytes(block, checks)))]
}
