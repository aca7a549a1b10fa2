/** The player bar: what plays, transport, waveform, lyrics, volume; a mini player on phones. */
import { usePlayerState } from '@/player/react'

import { LyricsButton } from './lyrics-button'
import { PlayerNotice } from './player-notice'
import { Progress } from './progress'
import { SeekRow } from './seek-row'
import { NowPlaying } from './now-playing'
import { Transport } from './transport'
import { Volume } from './volume'

interface PlayerBarProps {
  areLyricsOpen: boolean
  onLyrics: () => void
}

export default function PlayerBar({ areLyricsOpen, onLyrics }: PlayerBarProps) {
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
      <div className="flex h-16 items-center gap-4 px-4 max-md:gap-2 max-md:pe-2 md:grid md:h-23 md:grid-cols-[minmax(0,1fr)_minmax(18rem,40rem)_minmax(0,1fr)]">
        <NowPlaying />
        <div className="flex flex-col justify-center gap-0.5">
          <Transport />
          <SeekRow />
        </div>
        <div className="flex items-center justify-end gap-1">
          <LyricsButton isOpen={areLyricsOpen} onToggle={onLyrics} />
          <Volume />
        </div>
      </div>
    </section>
  )
}
