/** Lyrics in one language as they stand: how they are understood, and what can be done with them. */
import { useState } from 'react'

import { type Lyrics, lrcAddress, removeLyrics } from '@/api/lyrics'
import type { Track } from '@/api/types'
import { useTrackSending } from '@/studio/track/use-track-change'
import { Button, buttonClass } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'

import { KIND_WORDS, languageName } from './languages'
import { Understood } from './understood'

interface LyricsEntryProps {
  track: Track
  version: number
  lyrics: Lyrics
  canEdit: boolean
  onEdit: () => void
  onRemoved: (words: string) => void
}

export function LyricsEntry(props: LyricsEntryProps) {
  const { track, version, lyrics, canEdit, onEdit, onRemoved } = props
  const [isAsking, setIsAsking] = useState(false)
  const name = languageName(lyrics.language)
  return (
    <article aria-label={name} className="flex flex-col gap-1 border-b border-line pb-3">
      <h3 className="font-semibold">{name}</h3>
      <p className="text-sm text-ink2">{KIND_WORDS[lyrics.kind]}</p>
      <Understood lyrics={lyrics} />
      <div className="-mx-3 flex flex-wrap">
        <Button
          look="quiet"
          className="px-3"
          aria-label={`Edit ${name}`}
          disabled={!canEdit}
          onClick={onEdit}
        >
          Edit
        </Button>
        <a
          href={lrcAddress(track.id, lyrics.language)}
          download={`${track.title}.${lyrics.language}.lrc`}
          aria-label={`Download ${name} as LRC`}
          className={buttonClass('quiet', 'px-3')}
        >
          Download LRC
        </a>
        <Button
          look="quiet"
          className="px-3 text-bad!"
          aria-label={`Remove ${name}`}
          onClick={() => setIsAsking(true)}
        >
          Remove
        </Button>
      </div>
      {isAsking && (
        <RemoveDialog
          {...{ track, version, lyrics }}
          onDone={() => onRemoved(`${name} is removed. The history of the release can undo it.`)}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </article>
  )
}

interface RemoveDialogProps {
  track: Track
  version: number
  lyrics: Lyrics
  onDone: () => void
  onCancel: () => void
}

function RemoveDialog({ track, version, lyrics, onDone, onCancel }: RemoveDialogProps) {
  const sending = useTrackSending()
  const remove = sending(() => removeLyrics(track.id, lyrics.language, version))
  return (
    <ConfirmDialog
      title={`Remove ${languageName(lyrics.language)}`}
      action="Remove the lyrics"
      onConfirm={remove}
      onDone={onDone}
      onCancel={onCancel}
    >
      Listeners don’t see these words any more. The history of the release can undo it.
    </ConfirmDialog>
  )
}
