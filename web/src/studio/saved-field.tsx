/** A text field that saves itself when it is left or Enter is pressed. */
import { useId, useState } from 'react'

import { ApiError, messageOf } from '@/api/problem'
import { INPUT } from '@/ui/field'

interface SavedFieldProps {
  label: string
  value: string
  onSave: (value: string) => Promise<unknown>
  isLabelHidden?: boolean
  /** May be empty. */
  isOptional?: boolean
  placeholder?: string
}

type Status = 'idle' | 'saving' | 'saved' | { refused: string }

const WORDS = { idle: '', saving: 'Saving…', saved: 'Saved' }

const refusalOf = (error: unknown): string =>
  error instanceof ApiError
    ? (Object.values(error.fields)[0] ?? error.message)
    : `${messageOf(error)} Your text is still here.`

export function SavedField(props: SavedFieldProps) {
  const { label, value, onSave, isLabelHidden, isOptional, placeholder } = props
  const id = useId()
  /** What is being typed; null shows the saved value, which may change under us. */
  const [draft, setDraft] = useState<string | null>(null)
  const [status, setStatus] = useState<Status>('idle')
  const refused = typeof status === 'object' ? status.refused : ''

  const save = async () => {
    const text = draft?.trim()
    if (text === undefined || text === value) return setDraft(null)
    if (text === '' && !isOptional) return setStatus({ refused: 'A title is needed.' })
    setStatus('saving')
    try {
      await onSave(text)
      setDraft(null)
      setStatus('saved')
    } catch (error) {
      setStatus({ refused: refusalOf(error) })
    }
  }
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1.5">
      <div
        className={`flex items-baseline justify-between gap-3 ${isLabelHidden ? 'sr-only' : ''}`}
      >
        <label htmlFor={id} className="text-sm font-semibold">
          {label}
        </label>
        <span role="status" className="text-sm text-ink3">
          {typeof status === 'string' && WORDS[status]}
        </span>
      </div>
      <input
        id={id}
        dir="auto"
        value={draft ?? value}
        maxLength={300}
        placeholder={placeholder}
        autoComplete="off"
        aria-invalid={refused ? true : undefined}
        aria-describedby={refused ? `${id}-error` : undefined}
        onChange={(event) => {
          setDraft(event.currentTarget.value)
          setStatus('idle')
        }}
        // What was refused is sent again only when it is meant.
        onBlur={() => !refused && void save()}
        onKeyDown={(event) => event.key === 'Enter' && void save()}
        className={INPUT}
      />
      {refused && (
        <p id={`${id}-error`} role="alert" className="text-sm font-medium text-bad">
          {refused}
        </p>
      )}
    </div>
  )
}
