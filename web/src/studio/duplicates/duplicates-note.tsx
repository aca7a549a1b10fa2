/** Tells that there are tracks with the same sound, where they wait for a decision. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { duplicatesQuery } from '@/api/duplicates'

import { INLINE_LINK } from '@/studio/inline-link'

export function DuplicatesNote() {
  const { data } = useInfiniteQuery(duplicatesQuery(false))
  const first = data?.pages[0]
  if (!first || first.items.length === 0) return null
  const count = first.items.length
  const more = first.next_cursor ? 'More than ' : ''
  return (
    <p className="rounded-card border border-line bg-paper2 p-4">
      {count === 1 ? 'Two' : `${more}${count} pairs`} of your tracks sound the same.{' '}
      <Link to="/studio/duplicates" className={INLINE_LINK}>
        Decide what to keep
      </Link>
    </p>
  )
}
