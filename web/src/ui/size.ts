/** Sizes of files in words. */

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
const STEP = 1000

/** "12 MB" in the reader's own way of writing. */
export function sizeWords(bytes: number, locale?: string): string {
  const place = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const style = { style: 'unit', unit: UNITS[place], maximumSignificantDigits: 3 } as const
  return (bytes / STEP ** place).toLocaleString(locale, style)
}
