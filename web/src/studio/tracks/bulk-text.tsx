/** A text that several tracks get, with a box that empties it on all of them. */
import { useState } from 'react'

import { fieldName } from '@/studio/editing/words'
import { INPUT, Labelled } from '@/ui/field'

import { type BulkField, emptier } from './bulk-fields'

interface BulkTextProps {
  field: BulkField
  hint?: string
  error?: string
  /** What all have now; null where they differ. */
  common: string | null
}

export function BulkText({ field, hint, error, common }: BulkTextProps) {
  const [isEmptied, setIsEmptied] = useState(false)
  const label = fieldName(field)
  return (
    <div className="flex flex-col gap-1">
      <Labelled label={label} hint={hint} error={error}>
        {(control) => (
          <input
            className={INPUT}
            {...control}
            name={field}
            dir="auto"
            autoComplete="off"
            disabled={isEmptied}
            placeholder={isEmptied ? '' : (common ?? 'Different ones')}
          />
        )}
      </Labelled>
      {common !== '' && (
        <label className="flex min-h-9 items-center gap-2 self-start text-sm text-ink2">
          <input
            type="checkbox"
            name={emptier(field)}
            checked={isEmptied}
            onChange={({ currentTarget }) => setIsEmptied(currentTarget.checked)}
            className="size-5 accent-(--spot)"
          />
          Empty “{label}” on all of them
        </label>
      )}
    </div>
  )
}
