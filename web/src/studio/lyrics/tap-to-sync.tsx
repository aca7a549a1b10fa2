/** Gives lines their times by ear: the track plays, and each press is the beginning of the next line. */
import { useCallback, useRef } from 'react'

import type { Track } from '@/api/types'
import { usePlayer, usePlayerState, useTime } from '@/player/react'
import { Button } from '@/ui/button'
import { PlayButton } from '@/ui/play-button'

import { allTimesTaken, lastTimed, lrcClock, nextRow, rowsOf, timeTaken, withTime } from './lrc'
import { SyncRows } from './sync-rows'
import { usePress } from './use-press'

interface TapToSyncProps {
  track: Track
  text: string
  onText: (text: string) => void
}

/** Before the line that is to be heard once more. */
const LEAD_MS = 2000

export const TapToSync = (props: TapToSyncProps) => (
  <details className="rounded-card bg-paper2 px-4 py-1">
    <summary className="inline-flex min-h-11 cursor-pointer items-center font-medium text-ink2 underline underline-offset-4 hover:text-ink">
      Give lines their times while it plays
    </summary>
    <Panel {...props} />
  </details>
)

function Panel({ track, text, onText }: TapToSyncProps) {
  const player = usePlayer()
  const isCurrent = usePlayerState((state) => state.track?.id === track.id)
  const isPlaying = usePlayerState((state) => state.isPlaying) && isCurrent
  const rows = rowsOf(text)
  const [next, last] = [nextRow(rows), lastTimed(rows)]
  const mark = () => {
    if (isCurrent && next) onText(withTime(text, next.at, player.positionMs))
  }
  const press = usePress(mark)
  const again = () => {
    if (!last) return
    onText(timeTaken(text, last.at))
    if (isCurrent) player.seek(Math.max(0, (last.startMs ?? 0) - LEAD_MS))
  }
  const startOver = () => {
    onText(allTimesTaken(text))
    player.playTracks([track])
  }
  if (rows.length === 0) return <p className="pb-3 text-ink2">Write or paste the words first.</p>
  return (
    <div className="flex flex-col gap-3 pb-3">
      <p className="max-w-[60ch] text-sm text-ink2">
        Play the track, and press “Begins now” as each line begins. Enter and Space press it too.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <PlayButton
          isPlaying={isPlaying}
          onPress={() => (isCurrent ? player.toggle() : player.playTracks([track]))}
        />
        <Button aria-disabled={!isCurrent || !next} className="aria-disabled:opacity-55" {...press}>
          Begins now
        </Button>
        <Button look="outline" disabled={!last} onClick={again}>
          Last line again
        </Button>
        <Button look="quiet" disabled={!last} onClick={startOver}>
          Start over
        </Button>
        <Clock isCurrent={isCurrent} />
      </div>
      <p role="status" className="sr-only">
        {next ? `Next: ${next.text}` : 'All lines have their times.'}
      </p>
      <SyncRows rows={rows} next={next} />
    </div>
  )
}

function Clock({ isCurrent }: { isCurrent: boolean }) {
  const ref = useRef<HTMLSpanElement>(null)
  const show = useCallback(
    (positionMs: number) => {
      if (ref.current) ref.current.textContent = lrcClock(isCurrent ? positionMs : 0)
    },
    [isCurrent],
  )
  useTime(show)
  return <span ref={ref} dir="ltr" aria-hidden="true" className="tabular-nums text-ink2" />
}
