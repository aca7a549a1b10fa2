/** The history of a release or an artist: who, when, what from what to what, and the way back. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'

import { type Act, HISTORY_KEY, type HistoryQuery } from '@/api/history'
import { Paged } from '@/ui/paged'

import { ActRow } from './act-row'
import type { Telling } from './act-words'
import { useTold } from './use-told'

interface HistoryListProps<Answer> extends Telling {
  query: HistoryQuery
  /** Absent where the viewer may not. */
  onUndo?: (act: string) => Promise<Answer>
  /** Gets what the server answered. */
  onUndone?: (answer: Answer) => void
}

export function HistoryList<Answer>(props: HistoryListProps<Answer>) {
  const { query, onUndo, onUndone, names, titles } = props
  const client = useQueryClient()
  const acts = useInfiniteQuery(query)
  const place = useRef<HTMLParagraphElement>(null)
  const { told, tell } = useTold(place)
  const undo =
    onUndo &&
    (async ({ act }: Act) => {
      const answer = await onUndo(act)
      onUndone?.(answer)
      await client.invalidateQueries({ queryKey: [HISTORY_KEY] })
      tell('Undone. That is a change of its own, which can be undone as well.')
    })
  return (
    <div className="flex flex-col gap-3">
      <p
        ref={place}
        role="status"
        tabIndex={-1}
        className="font-medium text-ok outline-none empty:hidden"
      >
        {told}
      </p>
      <Paged query={acts} empty="Nothing has been changed yet.">
        {(items) => (
          <ol aria-label="Changes, newest first" className="border-t border-line">
            {items.map((act) => (
              <ActRow key={act.act} act={act} names={names} titles={titles} onUndo={undo} />
            ))}
          </ol>
        )}
      </Paged>
    </div>
  )
}
