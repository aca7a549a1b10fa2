/** Two people changed the same fields: both values beside each other, and a choice. */
import type { Disagreement } from '@/api/problem'
import { Button } from '@/ui/button'

import type { Edit } from './use-edit'
import { fieldName, type Names, valueInWords } from './words'

interface ConflictViewProps {
  edit: Pick<Edit<never>, 'conflict' | 'overwrite' | 'giveUp' | 'isSaving'>
  /** Fetches what the others made of it; the form starts from there. */
  onTakeTheirs: () => void
  /** Names of fields in words; others are shown as the server calls them. */
  names?: Names
}

export function ConflictView({ edit, onTakeTheirs, names = {} }: ConflictViewProps) {
  const { conflict, overwrite, giveUp, isSaving } = edit
  if (!conflict) return null
  return (
    <div role="alert" className="flex flex-col gap-3 rounded-card border border-warn p-4">
      <p className="font-semibold">
        Somebody else changed this while you did. Nothing of yours was saved yet.
      </p>
      <ul className="flex flex-col gap-3">
        {conflict.fields.map((each) => (
          <TwoValues key={`${each.subject_id} ${each.field}`} each={each} names={names} />
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button disabled={isSaving} onClick={() => void overwrite()}>
          Save mine
        </Button>
        <Button
          look="outline"
          disabled={isSaving}
          onClick={() => {
            giveUp()
            onTakeTheirs()
          }}
        >
          Keep theirs
        </Button>
      </div>
    </div>
  )
}

interface TwoValuesProps {
  each: Disagreement
  names?: Names
  theirs?: string
  yours?: string
}

/** A field with both values, below the words for whose they are. */
export function TwoValues(props: TwoValuesProps) {
  const { each, names, theirs = 'Theirs', yours = 'Yours' } = props
  return (
    <li>
      <p className="text-sm font-semibold">{fieldName(each.field, names)}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-sm">
        <dt className="text-ink3">{theirs}</dt>
        <dd dir="auto" className="wrap-anywhere">
          {valueInWords(each.theirs, each.field)}
        </dd>
        <dt className="text-ink3">{yours}</dt>
        <dd dir="auto" className="wrap-anywhere">
          {valueInWords(each.yours, each.field)}
        </dd>
      </dl>
    </li>
  )
}
