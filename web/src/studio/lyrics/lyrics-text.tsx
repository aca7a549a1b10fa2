/** The field in which lyrics are written. */
import type { Ref } from 'react'

import { INPUT, Labelled } from '@/ui/field'

interface LyricsTextProps {
  area: Ref<HTMLTextAreaElement>
  text: string
  error?: string
  onText: (text: string) => void
}

const HINT =
  'One line each. With times it is LRC: [00:12.50] before a line, <00:12.90> before a word.'

export const LyricsText = ({ area, text, error, onText }: LyricsTextProps) => (
  <Labelled label="Words" error={error} hint={HINT}>
    {(control) => (
      <textarea
        ref={area}
        {...control}
        dir="auto"
        rows={12}
        value={text}
        maxLength={100_000}
        spellCheck={false}
        className={`${INPUT} py-2`}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
      />
    )}
  </Labelled>
)
