/** Tags of a file as rows of text. */
import { sizeOf } from './master-facts'

interface TagRow {
  name: string
  values: string[]
}

const isBinary = (value: object): value is { bytes: number } =>
  'bytes' in value && typeof value.bytes === 'number'

/** What isn't text is told by its size. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return String(value)
  return isBinary(value) ? `Not text (${sizeOf(value.bytes)})` : JSON.stringify(value)
}

export const rowsOf = (fields: Record<string, unknown>): TagRow[] =>
  Object.entries(fields).map(([name, value]) => ({
    name,
    values: (Array.isArray(value) ? value : [value]).map(textOf),
  }))
