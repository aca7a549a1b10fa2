/** A labelled field for several lines. */
import { type TextareaHTMLAttributes } from 'react'

import { INPUT, Labelled, type LabelProps } from './field'

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement>, LabelProps {
  name: string
}

export function TextArea({ label, error, hint, ...area }: TextAreaProps) {
  return (
    <Labelled label={label} error={error} hint={hint}>
      {(control) => (
        <textarea dir="auto" className={`${INPUT} min-h-28 py-2`} {...control} {...area} />
      )}
    </Labelled>
  )
}
