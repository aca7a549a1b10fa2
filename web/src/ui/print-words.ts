/** Small print as people read it. */

const FORMATS: Record<number, Intl.DateTimeFormatOptions> = {
  4: { year: 'numeric' },
  7: { year: 'numeric', month: 'long' },
  10: { year: 'numeric', month: 'long', day: 'numeric' },
}

/** "1997-05" as "May 1997"; a year, a month or a day of ISO 8601. */
export function dateInWords(date: string, locale?: string): string {
  const format = FORMATS[date.length]
  // Noon, so that no time zone makes another day of it.
  const at = new Date(`${date}${'-01-01'.slice(date.length - 4)}T12:00:00`)
  return format && !Number.isNaN(at.getTime()) ? at.toLocaleDateString(locale, format) : date
}

/** "pt-BR" as "Brazilian Portuguese". */
export function languageName(tag: string, locale?: string): string {
  if (!tag) return ''
  if (tag === 'zxx') return 'No words'
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag // no tag that this browser understands
  }
}

/** With its sign, which people write as well or leave out. */
export const rightsLine = (sign: string, line: string): string =>
  line === '' || line.startsWith(sign) ? line : `${sign} ${line}`
