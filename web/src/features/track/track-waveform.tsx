/** The large waveform of a track, whether it is the one that plays or not. */
import { useQuery } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'

import { streamQuery } from '@/api/queries'
import type { Track } from '@/api/types'
import { usePlayer, usePlayerState, useTime } from '@/player/react'
import { clock } from '@/player/time'
import { Failed } from '@/ui/states'
import { Waveform, type WaveformHandle } from '@/ui/waveform'

export function TrackWaveform({ track }: { track: Track }) {
  const player = usePlayer()
  const wave = useRef<WaveformHandle>(null)
  const elapsed = useRef<HTMLSpanElement>(null)
  const stream = useQuery(streamQuery(track.id))
  const isCurrent = usePlayerState((state) => state.track?.id === track.id)
  const durationMs = stream.data?.duration_ms ?? track.duration_ms ?? 0

  const show = useCallback(
    (positionMs: number) => {
      const shown = isCurrent ? positionMs : 0
      wave.current?.show(shown, isCurrent ? player.bufferedMs : 0)
      if (elapsed.current) elapsed.current.textContent = clock(shown)
    },
    [isCurrent, player],
  )
  useTime(show)

  const seek = (positionMs: number) =>
    isCurrent ? player.seek(positionMs) : player.playTracks([track], 0, positionMs)
  if (stream.isError && !stream.data)
    return <Failed error={stream.error} onRetry={() => void stream.refetch()} />
  return (
    <section aria-label="Waveform" className="flex flex-col gap-2">
      <Waveform
        ref={wave}
        className="h-36"
        peaks={stream.data?.peaks ?? []}
        durationMs={durationMs}
        onSeek={seek}
        label={`Position in ${track.title}`}
      />
      <p dir="ltr" className="flex justify-between text-sm text-ink2" aria-hidden="true">
        <span ref={elapsed}>0:00</span>
        <span>{clock(durationMs)}</span>
      </p>
    </section>
  )
}
