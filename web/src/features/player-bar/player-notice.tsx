/** What is wrong with the playback, and what can be done. */
import { usePlayer, usePlayerState } from '@/player/react'
import type { PlayerError } from '@/player/store'
import { peek } from '@/player/queue'
import { Button } from '@/ui/button'

const SMALL = 'min-h-9 px-3 text-sm'

export function PlayerNotice({ error }: { error: PlayerError }) {
  const player = usePlayer()
  const hasNext = usePlayerState((state) => peek(state.queue) !== null)
  return (
    <div
      role="status"
      className="absolute inset-x-0 bottom-full flex flex-wrap items-center justify-center gap-x-4 gap-y-1 border-t border-line bg-paper3 px-4 py-1.5 text-sm font-medium"
    >
      {error.message}
      <span className="flex gap-1">
        <Button look="outline" className={SMALL} onClick={() => player.retry()}>
          Retry
        </Button>
        {hasNext && (
          <Button look="quiet" className={SMALL} onClick={() => player.next()}>
            Skip
          </Button>
        )}
      </span>
    </div>
  )
}
