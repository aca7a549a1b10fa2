/** Two people changed the same fields: both values beside each other, and a choice. */
import type { Disagreement } from '@/api/problem'
import { Button } from '@/ui/button'

import type { Edit } from './use-edit'

interface ConflictViewProps {
  edit: Pick<Edit<never>, 'conflict' | 'overwrite' | 'giveUp' | 'isSaving'>
  /** Fetches what the others made of it; the form starts from there. */
  onTakeTheirs: () => void
  /** Names of fields in words; others are shown as the server calls them. */
  names?: Record<string, string>
}

/** "catalog_number" as "Catalog number". */
const inWords = (field: string): string => {
  const words = field.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const shown = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return 'Nothing'
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return JSON.stringify(value)
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
          <Disagreeing key={`${each.subject_id} ${each.field}`} each={each} names={names} />
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

function Disagreeing({ each, names }: { each: Disagreement; names: Record<string, string> }) {
  return (
    <li>
      <p className="text-sm font-semibold">{names[each.field] ?? inWords(each.field)}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-sm">
        <dt className="text-ink3">Theirs</dt>
        <dd dir="auto" className="wrap-anywhere">
          {shown(each.theirs)}
        </dd>
        <dt className="text-ink3">Yours</dt>
        <dd dir="auto" className="wrap-anywhere">
          {shown(each.yours)}
        </dd>
      </dl>
    </li>
  )
}
