/** The words of a track in each of its languages. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { lyricsQuery } from '@/api/lyrics'
import type { EditedTrack } from '@/studio/track/edited-track'
import { Button } from '@/ui/button'
import { Loaded } from '@/ui/loaded'
import { Section, useTelling } from '@/ui/section'

import { LyricsEditor } from './lyrics-editor'
import { LyricsEntry } from './lyrics-entry'

/** No language has this tag. */
const NEW = ''

export function LyricsSection({ track, version, onDirty }: EditedTrack) {
  const telling = useTelling()
  const query = useQuery(lyricsQuery(track.id))
  /** Which one is being written; one at a time. */
  const [open, setOpen] = useState<string>()
  const close = (words?: string) => {
    setOpen(undefined)
    onDirty(false)
    if (words) telling.tell(words, true)
  }
  return (
    <Section
      title="Lyrics"
      intro="Plain text, or LRC with times for lines and words. The player shows them in time."
      telling={telling}
    >
      <Loaded query={query} bone="h-24">
        {(all) => (
          <div className="flex flex-col gap-4">
            {all.map((lyrics) =>
              open === lyrics.language ? (
                <LyricsEditor
                  key={lyrics.language}
                  {...{ track, version, lyrics, all, onDirty }}
                  onClose={close}
                />
              ) : (
                <LyricsEntry
                  key={lyrics.language}
                  {...{ track, version, lyrics }}
                  canEdit={open === undefined}
                  onEdit={() => setOpen(lyrics.language)}
                  onRemoved={(words) => telling.tell(words, true)}
                />
              ),
            )}
            {open === NEW ? (
              <LyricsEditor {...{ track, version, all, onDirty }} onClose={close} />
            ) : (
              <Button
                look="outline"
                className="self-start"
                disabled={open !== undefined}
                onClick={() => setOpen(NEW)}
              >
                {all.length > 0 ? 'Add another language' : 'Add lyrics'}
              </Button>
            )}
          </div>
        )}
      </Loaded>
    </Section>
  )
}
