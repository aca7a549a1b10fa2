/** Where an export is, in plain words. */
import type { Export } from '@/api/personal-data'

export const isUnderWay = ({ state }: Export): boolean => state === 'queued' || state === 'running'

export function stageOf({ state, steps }: Export): string {
  if (state === 'queued') return 'Waits for its turn'
  if (state === 'failed') return 'Could not be made'
  if (state === 'ready') return 'Ready'
  const step = steps.find((one) => one.state === 'running') ?? steps.find(isPending)
  return step?.label ?? 'Being made'
}

const isPending = ({ state }: Export['steps'][number]): boolean => state === 'pending'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
const STEP = 1000

/** "12 MB" in the reader's own way of writing. */
export function sizeWords(bytes: number, locale?: string): string {
  const place = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const style = { style: 'unit', unit: UNITS[place], maximumSignificantDigits: 3 } as const
  return (bytes / STEP ** place).toLocaleString(locale, style)
}
