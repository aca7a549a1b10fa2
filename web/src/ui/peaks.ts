/** Peaks (0–255) as the path of a waveform. */

/** The loudest peak of each of `count` equal parts. */
export function resample(peaks: number[], count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const start = Math.floor((i * peaks.length) / count)
    const end = Math.max(start + 1, Math.floor(((i + 1) * peaks.length) / count))
    return Math.max(0, ...peaks.slice(start, end))
  })
}

/** Upright strokes around the middle of a box of `count` by 100; silence stays a dot. */
export function wavePath(peaks: number[], count: number): string {
  const bars = peaks.length ? resample(peaks, count) : Array.from({ length: count }, () => 0)
  return bars
    .map((peak, i) => {
      const half = Math.max(0.5, (peak / 255) * 44)
      return `M${i + 0.5} ${(50 - half).toFixed(1)}v${(half * 2).toFixed(1)}`
    })
    .join('')
}
