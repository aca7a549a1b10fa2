/** Tells of tracks that were removed at once, with one way back for all. */
import { useEffect, useRef, useState } from 'react'

import { SMALL_BUTTON } from '@/studio/transfer-row'
import { Button } from '@/ui/button'

import type { Removal } from './use-removal'

interface RemovedTogetherProps {
  removal: Removal
  /** Takes the focus to a track, once it is there. */
  keepFocus: (trackId: string, element: null) => void
}

export function RemovedTogether({ removal, keepFocus }: RemovedTogetherProps) {
  const { together, told, restoreAll } = removal
  const [isBusy, setIsBusy] = useState(false)
  const undo = useRef<HTMLButtonElement>(null)
  const count = together.length
  // The button that removed them went with the selection.
  useEffect(() => {
    if (count > 0 && document.activeElement === document.body) undo.current?.focus()
  }, [count])
  const putBack = async () => {
    setIsBusy(true)
    const [first] = await restoreAll()
    setIsBusy(false)
    if (first) keepFocus(first.id, null)
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 rounded-control bg-paper2 px-3 py-2 has-[>p:only-child:empty]:hidden">
      <p role="status" className="min-w-0 flex-1 basis-48 text-sm text-ink2">
        {told}
      </p>
      {count > 0 && (
        <Button
          ref={undo}
          look="outline"
          className={SMALL_BUTTON}
          disabled={isBusy}
          onClick={() => void putBack()}
        >
          {isBusy ? 'Putting them back…' : 'Undo'}
        </Button>
      )}
    </div>
  )
}
