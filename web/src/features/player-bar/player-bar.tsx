/** The player bar: what plays, transport, waveform, volume; a mini player on phones. */
import { usePlayerState } from '@/player/react'

import { PlayerNotice } from './player-notice'
import { Progress } from './progress'
import { SeekRow } from './seek-row'
import { NowPlaying } from './now-playing'
import { Transport } from './transport'
import { Volume } from './volume'

export default function PlayerBar() {
  const error = usePlayerState((state) => state.error)
  return (
    <section
      id="player"
      aria-label="Player"
      tabIndex={-1}
      className="fixed inset-x-0 bottom-[calc(56px+env(safe-area-inset-bottom))] z-30 border-t border-line bg-paper2 outline-none md:bottom-0"
    >
      {error && <PlayerNotice error={error} />}
      <Progress />
      <div className="flex h-16 items-center gap-4 px-4 md:grid md:h-23 md:grid-cols-[minmax(0,1fr)_minmax(18rem,40rem)_minmax(0,1fr)]">
        <NowPlaying />
        <div className="flex flex-col justify-center gap-0.5">
          <Transport />
          <SeekRow />
        </div>
        <Volume />
      </div>
    </section>
  )
}
