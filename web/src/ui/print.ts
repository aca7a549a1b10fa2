/** A small two-ink print for releases without a cover: always the same for the same name. */

export interface Print {
  hue: number
  disc: { x: number; y: number; r: number }
  bands: { d: string; width: number }[]
}

/** mulberry32, seeded with an FNV-1a hash of the text. */
function randomOf(text: string): () => number {
  let state = 2166136261
  for (const char of text) state = Math.imul(state ^ char.charCodeAt(0), 16777619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A wave across the sheet, on a grid of 100 by 100. */
function wave(y: number, height: number, phase: number, length: number): string {
  const points = Array.from({ length: 14 }, (_, i) => {
    const x = i * 8.4 - 4
    return `${x.toFixed(1)} ${(y + Math.sin(phase + x / length) * height).toFixed(1)}`
  })
  return `M${points.join('L')}`
}

export function drawPrint(seed: string): Print {
  const random = randomOf(seed)
  const hue = Math.round(random() * 360)
  const disc = { x: 22 + random() * 56, y: 20 + random() * 30, r: 11 + random() * 14 }
  const count = 5 + Math.floor(random() * 5)
  const top = 36 + random() * 18
  const length = 9 + random() * 12
  const bands = Array.from({ length: count }, (_, i) => ({
    d: wave(top + (i * (100 - top)) / count, 2 + random() * 3.5, random() * 6, length),
    width: Number((1.2 + random() * 2.6).toFixed(2)),
  }))
  return { hue, disc, bands }
}
