/** The links of a profile, as they are typed row by row. */
import type { ProfileLink } from '@/api/profile'
import { ApiError, type FieldErrors } from '@/api/problem'

/** As the server has it. */
export const MAX_LINKS = 8

const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i

/** "tide.example" is meant as an address, too. */
const addressOf = (typed: string): string =>
  typed && !HAS_SCHEME.test(typed) ? `https://${typed}` : typed

const UNLABELED = 'Say what this link is.'
const UNADDRESSED = 'Type the address of this link.'
const NOT_HTTPS = 'The address has to begin with https://.'

export const labelField = (row: number) => `link-${row}-label`
export const addressField = (row: number) => `link-${row}-url`

function errorsOf({ label, url }: ProfileLink, row: number): FieldErrors {
  const errors: FieldErrors = {}
  if (!label) errors[labelField(row)] = UNLABELED
  if (!url) errors[addressField(row)] = UNADDRESSED
  else if (!/^https:\/\/[^/]/i.test(url)) errors[addressField(row)] = NOT_HTTPS
  return errors
}

/** The links of these rows, without rows that are empty. Raises ApiError with the fields of the rows. */
export function linksOf(values: Record<string, string>, rows: number[]): ProfileLink[] {
  const links: ProfileLink[] = []
  const errors: FieldErrors = {}
  for (const row of rows) {
    const label = (values[labelField(row)] ?? '').trim()
    const url = addressOf((values[addressField(row)] ?? '').trim())
    if (!label && !url) continue
    links.push({ label, url })
    Object.assign(errors, errorsOf({ label, url }, row))
  }
  const [first] = Object.values(errors)
  if (first) throw new ApiError(422, 'settings.links', first, errors)
  return links
}
