/** Reed-Solomon error correction over GF(2^8), as ISO/IEC 18004 uses it (polynomial 0x11D). */

const EXP: number[] = []
const LOG: number[] = []
for (let power = 0, value = 1; power < 255; power++) {
  EXP[power] = value
  LOG[value] = power
  value = value & 0x80 ? (value << 1) ^ 0x11d : value << 1
}

const multiply = (a: number, b: number): number =>
  a && b ? (EXP[((LOG[a] ?? 0) + (LOG[b] ?? 0)) % 255] ?? 0) : 0

/** Coefficients of (x - 1)(x - 2)…(x - 2^(count-1)), highest power first, without the leading 1. */
function generator(count: number): number[] {
  let product = [1]
  for (let root = 0; root < count; root++) {
    const next = [...product, 0]
    product.forEach((coefficient, place) => {
      next[place + 1] = (next[place + 1] ?? 0) ^ multiply(coefficient, EXP[root] ?? 0)
    })
    product = next
  }
  return product.slice(1)
}

/** The `count` check bytes of a block. */
export function checkBytes(block: number[], count: number): number[] {
  const divisor = generator(count)
  const rest = Array<number>(count).fill(0)
  for (const byte of block) {
    const factor = byte ^ (rest.shift() ?? 0)
    rest.push(0)
    divisor.forEach((coefficient, place) => {
      rest[place] = (rest[place] ?? 0) ^ multiply(coefficient, factor)
    })
  }
  return rest
}
