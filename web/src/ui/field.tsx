/** A labelled text field with its hint and its error tied to it, and the summary above a form. */
import { useEffect, useId, useRef, type InputHTMLAttributes, type ReactNode } from 'react'

import { WarningIcon } from './icons'

export const INPUT =
  'w-full min-h-11 rounded-control border border-line-strong bg-paper px-3 text-md text-ink ' +
  'placeholder:text-ink3 aria-invalid:border-2 aria-invalid:border-bad'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string
  name: string
  error?: string
  hint?: string
}

export function Field({ label, error, hint, ...input }: FieldProps) {
  const id = useId()
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <input
        id={id}
        className={INPUT}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy || undefined}
        {...input}
      />
      {error && (
        <p id={`${id}-error`} className="flex gap-1.5 text-sm font-medium text-bad">
          <WarningIcon size={18} className="mt-px shrink-0" />
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink3">
          {hint}
        </p>
      )}
    </div>
  )
}

/** Takes the focus when it appears, so that a refused form is heard. */
export function FormError({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLParagraphElement>(null)
  useEffect(() => ref.current?.focus(), [children])
  return (
    <p
      ref={ref}
      role="alert"
      tabIndex={-1}
      className="flex gap-2 rounded-control border border-bad px-3 py-2.5 text-bad"
    >
      <WarningIcon size={20} className="mt-0.5 shrink-0" />
      {children}
    </p>
  )
}
