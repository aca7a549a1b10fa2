/** Why an act wasn't taken back: what stands there now is somebody's later wish. */
import { ApiError, messageOf } from '@/api/problem'
import { TwoValues } from '@/studio/editing/conflict-view'
import type { Names } from '@/studio/editing/words'
import { Button } from '@/ui/button'

interface NotUndoneProps {
  error: unknown
  names?: Names
  onClose: () => void
}

export function NotUndone({ error, names, onClose }: NotUndoneProps) {
  const fields = (error instanceof ApiError ? error.conflict?.fields : undefined) ?? []
  return (
    <div role="alert" className="flex flex-col gap-3 rounded-card border border-warn p-4">
      <p className="font-semibold">
        {fields.length > 0
          ? 'This has been changed again since, so nothing was undone. Undo the later change first, or put the former value back by hand.'
          : messageOf(error)}
      </p>
      {fields.length > 0 && (
        <ul className="flex flex-col gap-3">
          {fields.map((each) => (
            <TwoValues
              key={`${each.subject_id} ${each.field}`}
              {...{ each, names }}
              theirs="Now"
              yours="Before"
            />
          ))}
        </ul>
      )}
      <Button look="outline" className="self-start" onClick={onClose}>
        Leave it
      </Button>
    </div>
  )
}
