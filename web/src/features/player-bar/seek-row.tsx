/** Elapsed time, the waveform and what remains; written by reference, not by rendering. */
import { useCallback, useRef, useState } from 'react'

import { usePlayer, usePlayerState, useTime } from '@/player/react'
import { clock } from '@/player/time'
import { Waveform, type WaveformHandle } from '@/ui/waveform'

export function SeekRow() {
  const player = usePlayer()
  const peaks = usePlayerState((state) => state.peaks)
  const durationMs = usePlayerState((state) => state.durationMs)
  const wave = useRef<WaveformHandle>(null)
  const elapsed = useRef<HTMLSpanElement>(null)
  const right = useRef<HTMLSpanElement>(null)
  const [isTotal, setIsTotal] = useState(false)

  const show = useCallback(
    (positionMs: number) => {
      wave.current?.show(positionMs, player.bufferedMs)
      if (elapsed.current) elapsed.current.textContent = clock(positionMs)
      const rest = isTotal ? clock(durationMs) : `-${clock(durationMs - positionMs)}`
      if (right.current) right.current.textContent = rest
    },
    [player, durationMs, isTotal],
  )
  useTime(show)

  return (
    <div dir="ltr" className="flex items-center gap-2 text-xs text-ink2 max-md:hidden">
      <span ref={elapsed} className="w-12 text-end" />
      <Waveform
        ref={wave}
        className="h-8 flex-1"
        peaks={peaks}
        durationMs={durationMs}
        onSeek={(positionMs) => player.seek(positionMs)}
        label="Position"
      />
      <button
        type="button"
        title={isTotal ? 'Show the time that remains' : 'Show the whole length'}
        onClick={() => setIsTotal(!isTotal)}
        className="min-h-6 w-12 text-start hover:text-ink"
      >
        <span ref={right} />
        <span className="sr-only">{isTotal ? ' in all' : ' left'}</span>
      </button>
    </div>
  )
}
