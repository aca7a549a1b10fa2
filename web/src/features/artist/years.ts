/** When somebody was a member of a group, in words. */
import type { ArtistDetail } from '@/api/types'

type Years = Pick<ArtistDetail['members'][number], 'since' | 'until'>

/** "1998–2004", "since 1998", "until 2004", or nothing. */
export function yearsOf({ since, until }: Years): string {
  if (since && until) return since === until ? String(since) : `${since}–${until}`
  if (since) return `since ${since}`
  return until ? `until ${until}` : ''
}
