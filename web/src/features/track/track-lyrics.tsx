/** The words of a track; those with times follow it while it plays, and play it from where they are pressed. */
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'

import { type Lyrics, lyricsQuery } from '@/api/lyrics'
import type { Track } from '@/api/types'
import { usePlayer, usePlayerState } from '@/player/react'
import { ButtonLink } from '@/ui/button'
import { Loaded } from '@/ui/loaded'
import { LanguageChoice } from '@/ui/lyrics/language-choice'
import { LyricsLines } from '@/ui/lyrics/lyrics-lines'
import { useChosen } from '@/ui/lyrics/use-chosen'
import { usePlace } from '@/ui/lyrics/use-place'

export function TrackLyrics({ track }: { track: Track }) {
  const hasAny = track.lyrics_languages.length > 0
  const lyrics = useQuery({ ...lyricsQuery(track.id), enabled: hasAny })
  if (!hasAny && !track.can_edit) return null
  return (
    <section aria-labelledby="lyrics-of-track" className="flex max-w-180 flex-col gap-4">
      <h2 id="lyrics-of-track" className="text-xl font-bold">
        Lyrics
      </h2>
      {hasAny ? (
        <Loaded query={lyrics} bone="h-40">
          {(all) => <Words track={track} all={all} />}
        </Loaded>
      ) : (
        <AddLyrics id={track.id} />
      )}
    </section>
  )
}

const AddLyrics = ({ id }: { id: string }) => (
  <div className="flex flex-col items-start gap-3">
    <p className="text-ink2">There are none yet. Only you and your team see this line.</p>
    <ButtonLink look="outline" to="/studio/tracks/$id" params={{ id }}>
      Add lyrics
    </ButtonLink>
  </div>
)

const NO_LINES: Lyrics['lines'] = []

function Words({ track, all }: { track: Track; all: Lyrics[] }) {
  const player = usePlayer()
  const [chosen, choose] = useChosen(all)
  const isCurrent = usePlayerState((state) => state.track?.id === track.id)
  const place = usePlace(chosen?.lines ?? NO_LINES, isCurrent)
  const seek = useCallback(
    (positionMs: number) =>
      isCurrent ? player.seek(positionMs) : player.playTracks([track], 0, positionMs),
    [player, track, isCurrent],
  )
  if (!chosen) return null
  return (
    <>
      {all.length > 1 && (
        <div className="max-w-64">
          <LanguageChoice all={all} chosen={chosen} onChoose={choose} />
        </div>
      )}
      <LyricsLines lyrics={chosen} place={place} onSeek={seek} />
    </>
  )
}
