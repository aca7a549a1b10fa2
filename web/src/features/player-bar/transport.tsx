/** Previous, play or pause, next; always left to right. */
import { usePlayer, usePlayerState } from '@/player/react'
import { peek } from '@/player/queue'
import { IconButton } from '@/ui/button'
import { NextIcon, PauseIcon, PlayIcon, PreviousIcon, RingIcon } from '@/ui/icons'

export function Transport() {
  const player = usePlayer()
  const hasNext = usePlayerState((state) => peek(state.queue) !== null)
  return (
    <div dir="ltr" className="flex items-center justify-center gap-1.5">
      <IconButton label="Previous" className="max-md:hidden" onClick={() => player.previous()}>
        <PreviousIcon />
      </IconButton>
      <PlayPause />
      <IconButton label="Next" disabled={!hasNext} onClick={() => player.next()}>
        <NextIcon />
      </IconButton>
    </div>
  )
}

function PlayPause() {
  const player = usePlayer()
  const isPlaying = usePlayerState((state) => state.isPlaying)
  const isStalled = usePlayerState((state) => state.isPlaying && state.isStalled)
  const name = isPlaying ? 'Pause' : 'Play'
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      onClick={() => player.toggle()}
      className="relative grid size-11 place-items-center rounded-control bg-spot text-on-spot transition-transform duration-90 active:scale-95"
    >
      {isPlaying ? <PauseIcon /> : <PlayIcon />}
      {isStalled && (
        <span role="status" className="later absolute -inset-1.5 text-spot">
          <RingIcon size={56} className="ring" />
          <span className="sr-only">Loading</span>
        </span>
      )}
    </button>
  )
}
