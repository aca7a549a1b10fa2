/** Lyrics that scroll along with the music, until the listener scrolls by hand. */
import { useCallback, useRef, useState } from 'react'

import type { Lyrics } from '@/api/lyrics'
import { usePlayer } from '@/player/react'
import { Button } from '@/ui/button'
import { LanguageChoice } from '@/ui/lyrics/language-choice'
import { LyricsLines } from '@/ui/lyrics/lyrics-lines'
import { useChosen } from '@/ui/lyrics/use-chosen'
import { usePlace } from '@/ui/lyrics/use-place'

import { useFollowing } from './use-following'

const NO_LINES: Lyrics['lines'] = []

export function FollowedLyrics({ all }: { all: Lyrics[] }) {
  const player = usePlayer()
  const scroller = useRef<HTMLDivElement>(null)
  const [chosen, choose] = useChosen(all)
  const [isFollowing, setIsFollowing] = useState(true)
  const place = usePlace(chosen?.lines ?? NO_LINES, true)
  const stopFollowing = useFollowing(scroller, place.line, isFollowing, () => setIsFollowing(false))
  const seek = useCallback(
    (positionMs: number) => {
      player.seek(positionMs)
      setIsFollowing(true)
    },
    [player],
  )
  const followAgain = () => {
    setIsFollowing(true)
    scroller.current?.focus({ preventScroll: true }) // the button goes
  }
  if (!chosen) return <p className="p-4 text-lg text-ink2">There are no lyrics for this track.</p>
  const isTimed = chosen.kind !== 'plain'
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {all.length > 1 && (
        <div className="border-b border-line p-4">
          <LanguageChoice all={all} chosen={chosen} onChoose={choose} />
        </div>
      )}
      <div
        ref={scroller}
        {...stopFollowing}
        // Plain text has nothing in it that takes the focus, so that it could be scrolled by keys.
        {...(isTimed
          ? { tabIndex: -1 }
          : { tabIndex: 0, role: 'region', 'aria-label': 'Text of the lyrics' })}
        className={`min-h-0 flex-1 overflow-y-auto overscroll-contain ${isTimed ? 'px-1 py-6' : 'p-4'}`}
      >
        <LyricsLines lyrics={chosen} place={place} onSeek={seek} />
      </div>
      {isTimed && !isFollowing && (
        <Button
          className="absolute inset-x-0 bottom-3 mx-auto w-max shadow-float"
          onClick={followAgain}
        >
          Back to now
        </Button>
      )}
    </div>
  )
}
