/** A labelled text field with its hint and its error tied to it, and the summary above a form. */
import { useEffect, useId, useRef, type InputHTMLAttributes, type ReactNode } from 'react'

import { WarningIcon } from './icons'

export const INPUT =
  'w-full min-h-11 rounded-control border border-line-strong bg-paper px-3 text-md text-ink ' +
  'placeholder:text-ink3 aria-invalid:border-2 aria-invalid:border-bad'

export interface LabelProps {
  label: string
  error?: string
  hint?: string
}

interface ControlProps {
  id: string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
}

/** Ties a control to its label, its error and its hint. */
export function Labelled(props: LabelProps & { children: (control: ControlProps) => ReactNode }) {
  const { label, error, hint, children } = props
  const id = useId()
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      {children({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': describedBy || undefined,
      })}
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

interface FieldProps extends InputHTMLAttributes<HTMLInputElement>, LabelProps {
  name: string
}

export function Field({ label, error, hint, ...input }: FieldProps) {
  return (
    <Labelled label={label} error={error} hint={hint}>
      {(control) => <input className={INPUT} {...control} {...input} />}
    </Labelled>
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
