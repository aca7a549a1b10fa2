/** A moment in the reader's own words and time zone. */

interface WhenProps {
  /** An ISO 8601 date, or seconds since 1970. */
  at: string | number
  /** The day alone. */
  isDay?: boolean
}

export function When({ at, isDay = false }: WhenProps) {
  const date = new Date(typeof at === 'number' ? at * 1000 : at)
  return (
    <time dateTime={date.toISOString()}>
      {date.toLocaleString(
        undefined,
        isDay ? { dateStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' },
      )}
    </time>
  )
}
