/** Whether a track's words are explicit, or were made clean. */
import type { Track } from '@/api/types'

const MARKS = { explicit: ['E', 'Explicit'], clean: ['C', 'Clean version'] } as const

export function ExplicitMark({ mark }: { mark: Track['explicit'] }) {
  if (mark === '') return null
  const [letter, words] = MARKS[mark]
  return (
    <span
      title={words}
      className="ms-2 inline-grid size-4 shrink-0 place-items-center rounded-[3px] bg-ink3 align-[-2px] text-[10px] leading-none font-bold text-paper"
    >
      <span aria-hidden="true">{letter}</span>
      <span className="sr-only">{words}</span>
    </span>
  )
}
