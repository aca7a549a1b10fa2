/** Whether a release is public, in a word and a shape. */
import type { Release } from '@/api/types'

export function StateBadge({ release }: { release: Pick<Release, 'state'> }) {
  const isPublished = release.state === 'published'
  return (
    <span
      className={`inline-flex shrink-0 items-center gap-2 rounded-full border px-2.5 py-0.5 text-xs font-semibold ${isPublished ? 'border-ok text-ok' : 'border-line-strong text-ink2'}`}
    >
      <span className={`size-2 rounded-full ${isPublished ? 'bg-ok' : 'border border-ink2'}`} />
      {isPublished ? 'Published' : 'Draft'}
    </span>
  )
}
