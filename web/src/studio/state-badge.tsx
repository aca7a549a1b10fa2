/** In which state a release is, in a word and a shape. */
import type { Release } from '@/api/types'
import { When } from '@/ui/when'

type State = Release['state']

const WORDS: Record<State, string> = {
  draft: 'Draft',
  scheduled: 'Scheduled',
  published: 'Published',
  withdrawn: 'Withdrawn',
  taken_down: 'Taken down',
}

const LOOKS: Record<State, string> = {
  draft: 'border-line-strong text-ink2',
  scheduled: 'border-spot text-spot',
  published: 'border-ok text-ok',
  withdrawn: 'border-line-strong text-ink2',
  taken_down: 'border-bad text-bad',
}

const SHAPES: Record<State, string> = {
  draft: 'rounded-full border border-ink2',
  scheduled: 'rounded-full border-2 border-spot',
  published: 'rounded-full bg-ok',
  withdrawn: 'border border-ink2',
  taken_down: 'bg-bad',
}

interface StateBadgeProps {
  release: Pick<Release, 'state'> & Partial<Pick<Release, 'published_at'>>
  /** Says for when it is scheduled. */
  hasMoment?: boolean
}

export function StateBadge({ release, hasMoment = false }: StateBadgeProps) {
  const { state, published_at } = release
  return (
    <span
      className={`inline-flex shrink-0 items-center gap-2 rounded-full border px-2.5 py-0.5 text-xs font-semibold ${LOOKS[state]}`}
    >
      <span className={`size-2 shrink-0 ${SHAPES[state]}`} />
      <span>
        {WORDS[state]}
        {hasMoment && state === 'scheduled' && published_at && (
          <>
            {' '}
            for <When at={published_at} />
          </>
        )}
      </span>
    </span>
  )
}
