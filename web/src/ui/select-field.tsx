/** A labelled choice of one from a short list. */
import { type SelectHTMLAttributes } from 'react'

import { INPUT, Labelled, type LabelProps } from './field'

interface SelectFieldProps extends SelectHTMLAttributes<HTMLSelectElement>, LabelProps {
  name: string
  options: [value: string, label: string][]
}

export function SelectField({ label, error, hint, options, ...select }: SelectFieldProps) {
  return (
    <Labelled label={label} error={error} hint={hint}>
      {(control) => (
        <select className={INPUT} {...control} {...select}>
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}
