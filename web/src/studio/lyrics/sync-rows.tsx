/** The lines that get their times, with the next one marked and in view. */
import { useEffect, useRef } from 'react'

import { lrcClock, type LyricsRow } from './lrc'

interface SyncRowsProps {
  rows: LyricsRow[]
  next: LyricsRow | undefined
}

export function SyncRows({ rows, next }: SyncRowsProps) {
  const list = useRef<HTMLOListElement>(null)
  const at = next?.at
  useEffect(() => {
    const [frame, row] = [list.current, list.current?.querySelector<HTMLElement>('[aria-current]')]
    // Within the list alone: the page stays where it is.
    if (frame && row) frame.scrollTop = row.offsetTop - frame.clientHeight / 3
  }, [at])
  return (
    <ol
      ref={list}
      tabIndex={0}
      aria-label="Lines and their times"
      className="relative flex max-h-72 flex-col overflow-y-auto rounded-card border border-line bg-paper p-1"
    >
      {rows.map((row) => (
        <li
          key={row.at}
          aria-current={row.at === at ? 'step' : undefined}
          className="grid grid-cols-[5rem_1fr] items-baseline gap-2 rounded-control px-2 py-1 aria-[current]:bg-spot-soft aria-[current]:font-semibold"
        >
          <span dir="ltr" className="text-sm text-ink2 tabular-nums">
            {row.startMs === null ? '–' : lrcClock(row.startMs)}
          </span>
          <span dir="auto" className="wrap-anywhere">
            {row.text}
          </span>
        </li>
      ))}
    </ol>
  )
}
