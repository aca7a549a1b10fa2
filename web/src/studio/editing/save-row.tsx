/** The end of a form in the studio: its button, the way back to what stands at the server, and what came of it. */
import { useEffect, useRef } from 'react'

import { ApiError, messageOf } from '@/api/problem'
import { Button } from '@/ui/button'
import { FormError } from '@/ui/field'

interface SaveRowProps {
  submit: string
  isDirty: boolean
  isSaving: boolean
  /** What was done, until something is changed again. */
  note?: string
  onReset: () => void
  /** May also be saved as it stands. */
  isAlwaysOpen?: boolean
  /** In a dialog: the way out. */
  onCancel?: () => void
}

export function SaveRow(props: SaveRowProps) {
  const { submit, isDirty, isSaving, note, onReset, isAlwaysOpen = false, onCancel } = props
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button type="submit" disabled={isSaving || !(isDirty || isAlwaysOpen)}>
        {isSaving ? 'Saving…' : submit}
      </Button>
      {onCancel && (
        <Button look="outline" disabled={isSaving} onClick={onCancel}>
          Cancel
        </Button>
      )}
      {!onCancel && isDirty && (
        <Button look="quiet" disabled={isSaving} onClick={onReset}>
          Discard changes
        </Button>
      )}
      <p role="status" className="font-medium text-ok">
        {!isDirty && note}
      </p>
    </div>
  )
}

/** Why nothing was saved; fields of the form say themselves what is wrong with them, and the first one has the focus. */
export function SaveError({ error, fields = [] }: { error: unknown; fields?: string[] }) {
  if (!error) return null
  const isMarked =
    error instanceof ApiError && Object.keys(error.fields).some((name) => fields.includes(name))
  return isMarked ? <Marked error={error} /> : <FormError>{messageOf(error)}</FormError>
}

function Marked({ error }: { error: unknown }) {
  const ref = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    const form = ref.current?.closest('form')
    form?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [error])
  return (
    <p ref={ref} role="alert" className="font-medium text-bad">
      Nothing was saved yet. Check the marked fields.
    </p>
  )
}
