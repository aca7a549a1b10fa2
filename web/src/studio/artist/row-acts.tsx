/** What can be done with a thing in an ordered list: up, down, away. */
import { Button } from '@/ui/button'

interface RowActsProps {
  what: string
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** Where there is no way further a button says so and keeps the focus. */
export function RowActs({ what, isFirst, isLast, onMove, onRemove }: RowActsProps) {
  return (
    <div className="-mx-3 flex flex-wrap">
      <MoveButton by={-1} what={what} isEnd={isFirst} onMove={onMove} />
      <MoveButton by={1} what={what} isEnd={isLast} onMove={onMove} />
      <Button
        look="quiet"
        className="px-3 text-bad!"
        data-remove
        aria-label={`Remove ${what}`}
        onClick={onRemove}
      >
        Remove
      </Button>
    </div>
  )
}

interface MoveButtonProps {
  by: -1 | 1
  what: string
  isEnd: boolean
  onMove: (by: -1 | 1) => void
}

export function MoveButton({ by, what, isEnd, onMove }: MoveButtonProps) {
  const way = by < 0 ? 'Up' : 'Down'
  return (
    <Button
      look="quiet"
      className="px-3 aria-disabled:opacity-55"
      data-move={by}
      aria-label={`Move ${what} ${way.toLowerCase()}`}
      aria-disabled={isEnd}
      onClick={() => !isEnd && onMove(by)}
    >
      {way}
    </Button>
  )
}
