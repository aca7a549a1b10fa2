/** Where a track stood that was just removed: the way back. */
import { useEffect, useRef } from 'react'

import type { Track } from '@/api/types'
import { SMALL_BUTTON } from '@/studio/transfer-row'
import { Button } from '@/ui/button'

interface GoneRowProps {
  track: Track
  error?: string
  onUndo: () => void
}

export function GoneRow({ track, error, onUndo }: GoneRowProps) {
  const undo = useRef<HTMLButtonElement>(null)
  // The button that removed it went with its row.
  useEffect(() => {
    if (document.activeElement === document.body) undo.current?.focus()
  }, [])
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-paper2 px-3 py-2">
      <p className="min-w-0 flex-1 basis-48 text-sm wrap-anywhere text-ink2">
        <bdi className="font-semibold">{track.title}</bdi> was removed.
      </p>
      <Button
        ref={undo}
        look="outline"
        className={SMALL_BUTTON}
        aria-label={`Undo: put ${track.title} back`}
        onClick={onUndo}
      >
        Undo
      </Button>
      {error && (
        <p role="alert" className="basis-full text-sm text-bad">
          {error}
        </p>
      )}
    </li>
  )
}
