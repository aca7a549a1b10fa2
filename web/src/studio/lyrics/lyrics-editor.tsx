/** Writes lyrics in one language: by hand, from a file, and with times by ear. */
import { useEffect, useRef } from 'react'

import { ConflictView } from '@/studio/editing/conflict-view'
import { SaveError, SaveRow } from '@/studio/editing/save-row'
import { Field } from '@/ui/field'

import { languageName } from './languages'
import { rangeOfLine } from './lrc'
import { LyricsFile } from './lyrics-file'
import { LyricsText } from './lyrics-text'
import { TapToSync } from './tap-to-sync'
import { type LyricsEditing, useLyricsEdit } from './use-lyrics-edit'

export function LyricsEditor(props: LyricsEditing) {
  const { track, lyrics, onClose } = props
  const { edit, held, tag, save, reset, takeTheirs, problems, write } = useLyricsEdit(props)
  const area = useMarkedLine(problems.text)
  const { language, text } = held.value
  return (
    <form
      aria-label={lyrics ? languageName(lyrics.language) : 'New lyrics'}
      onSubmit={save}
      noValidate
      className="flex flex-col gap-4 rounded-card border border-line p-4"
    >
      {lyrics ? (
        <h3 className="font-semibold">{languageName(lyrics.language)}</h3>
      ) : (
        <Field
          label="Language"
          name="language"
          hint="As a tag: en, pt-BR, ja-Latn. Empty where it isn’t known."
          value={language}
          maxLength={35}
          autoComplete="off"
          autoCapitalize="none"
          error={problems.language}
          onChange={({ currentTarget }) => write({ language: currentTarget.value })}
        />
      )}
      <LyricsText
        area={area}
        text={text}
        error={problems.text}
        onText={(text) => write({ text })}
      />
      <LyricsFile onText={(text) => write({ text })} />
      {track.is_playable && (
        <TapToSync track={track} text={text} onText={(text) => write({ text })} />
      )}
      <ConflictView edit={edit} names={{ [tag]: 'Lyrics' }} onTakeTheirs={takeTheirs} />
      {!problems.isMarked && <SaveError error={edit.error} />}
      <SaveRow
        submit="Save lyrics"
        isDirty={held.isDirty}
        isSaving={edit.isSaving}
        onReset={reset}
        onCancel={() => onClose()}
      />
    </form>
  )
}

/** Marks the line that the server names, once it does. */
function useMarkedLine(problem = '') {
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const range = rangeOfLine(area.current?.value ?? '', problem)
    if (!range) return
    area.current?.focus()
    area.current?.setSelectionRange(...range)
  }, [problem])
  return area
}
