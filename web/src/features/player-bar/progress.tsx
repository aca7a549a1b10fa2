/** The thin line above the mini player on phones. */
import { useCallback, useRef } from 'react'

import { usePlayerState, useTime } from '@/player/react'

export function Progress() {
  const durationMs = usePlayerState((state) => state.durationMs)
  const line = useRef<HTMLDivElement>(null)
  const show = useCallback(
    (positionMs: number) => {
      const played = durationMs ? Math.min(1, positionMs / durationMs) : 0
      if (line.current) line.current.style.scale = `${played.toFixed(4)} 1`
    },
    [durationMs],
  )
  useTime(show)
  return (
    <div dir="ltr" aria-hidden="true" className="h-[3px] bg-paper3 md:hidden">
      <div ref={line} className="h-full origin-left bg-spot" />
    </div>
  )
}
