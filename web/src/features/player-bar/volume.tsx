/** Mute and volume. */
import { type CSSProperties } from 'react'

import { usePlayer, usePlayerState } from '@/player/react'
import { IconButton } from '@/ui/button'
import { MutedIcon, VolumeIcon } from '@/ui/icons'

export function Volume() {
  const player = usePlayer()
  const volume = usePlayerState((state) => state.volume)
  const isMuted = usePlayerState((state) => state.isMuted)
  const shown = isMuted ? 0 : volume
  const percent = `${Math.round(shown * 100)} percent`
  return (
    <div dir="ltr" className="flex items-center justify-end gap-1 max-md:hidden">
      <IconButton
        label={isMuted ? 'Unmute' : 'Mute'}
        aria-pressed={isMuted}
        onClick={() => player.toggleMute()}
      >
        {shown === 0 ? <MutedIcon /> : <VolumeIcon />}
      </IconButton>
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={shown}
        aria-label="Volume"
        aria-valuetext={percent}
        onChange={(event) => player.setVolume(event.currentTarget.valueAsNumber)}
        className="slim w-24 max-lg:hidden"
        style={{ '--value': shown } as CSSProperties}
      />
    </div>
  )
}
