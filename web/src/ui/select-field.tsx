/** A labelled choice of one from a short list. */
import { useId, type SelectHTMLAttributes } from 'react'

import { INPUT } from './field'

interface SelectFieldProps extends SelectHTMLAttributes<HTMLSelectElement> {
  label: string
  name: string
  options: [value: string, label: string][]
  hint?: string
}

export function SelectField({ label, options, hint, ...select }: SelectFieldProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <select
        id={id}
        className={INPUT}
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...select}
      >
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink3">
          {hint}
        </p>
      )}
    </div>
  )
}
