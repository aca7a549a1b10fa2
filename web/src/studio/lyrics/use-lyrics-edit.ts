/** What is being written of lyrics, and its way to the server. */
import { type FormEvent, useEffect, useState } from 'react'

import { type Lyrics, setLyrics } from '@/api/lyrics'
import type { Track } from '@/api/types'
import { useEdit } from '@/studio/editing/use-edit'
import { useHeld } from '@/studio/editing/use-held'
import { useTrackRefresh, useTrackSending } from '@/studio/track/use-track-change'

import { languageName } from './languages'
import { type NewLyrics, problemsOf, tagOf } from './new-lyrics'

export interface LyricsEditing {
  track: Track
  version: number
  /** None for another language. */
  lyrics?: Lyrics
  all: Lyrics[]
  onDirty: (isDirty: boolean) => void
  /** With words when it is saved. */
  onClose: (words?: string) => void
}

const TAKEN = 'There are lyrics in this language already. Edit those.'

export function useLyricsEdit({ track, version, lyrics, all, onDirty, onClose }: LyricsEditing) {
  const [isTaken, setIsTaken] = useState(false)
  const held = useHeld<NewLyrics>(startOf(track, all, lyrics), version)
  const refresh = useTrackRefresh()
  const sending = useTrackSending()
  const edit = useEdit(
    held.version,
    sending(({ language, text }: NewLyrics, on: number) =>
      setLyrics(track.id, tagOf(language), text, on),
    ),
    ({ language }) => onClose(`${languageName(language)} is saved.`),
  )
  useEffect(() => onDirty(held.isDirty), [onDirty, held.isDirty])
  const tag = tagOf(held.value.language)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const hasThem = !lyrics && all.some(({ language }) => isSame(language, tag))
    setIsTaken(hasThem)
    if (!hasThem) void edit.save(held.value)
  }
  const reset = () => {
    edit.giveUp()
    held.reset()
  }
  const takeTheirs = () => {
    reset()
    void refresh()
  }
  const problems = problemsOf(edit.error)
  return {
    ...{ edit, held, tag, save, reset, takeTheirs },
    problems: isTaken ? { ...problems, language: TAKEN } : problems,
    write: (part: Partial<NewLyrics>) => held.set({ ...held.value, ...part }),
  }
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** The first ones are likely in the language of the track. */
const startOf = (track: Track, all: Lyrics[], lyrics?: Lyrics): NewLyrics => ({
  language: lyrics?.language ?? (all.length === 0 ? track.language : ''),
  text: lyrics?.text ?? '',
})
