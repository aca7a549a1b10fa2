/** Moves a row of a form, and takes it out; where there is no way further a button says so and keeps the focus. */
import { Button } from '@/ui/button'

interface RowActsProps {
  what: string
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

const ACT = 'px-3 aria-disabled:opacity-40'

export const RowActs = ({ what, isFirst, isLast, onMove, onRemove }: RowActsProps) => (
  <div className="-mx-3 flex flex-wrap">
    <Button
      look="quiet"
      className={ACT}
      aria-label={`Move ${what} up`}
      aria-disabled={isFirst}
      onClick={() => onMove(-1)}
    >
      Up
    </Button>
    <Button
      look="quiet"
      className={ACT}
      aria-label={`Move ${what} down`}
      aria-disabled={isLast}
      onClick={() => onMove(1)}
    >
      Down
    </Button>
    <Button
      look="quiet"
      className="px-3 text-bad!"
      aria-label={`Remove ${what}`}
      onClick={onRemove}
    >
      Remove
    </Button>
  </div>
)
