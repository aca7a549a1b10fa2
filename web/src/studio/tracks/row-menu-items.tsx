/** Moves of a track without dragging it, and taking it off. */
import { RowMenuItem } from './row-menu'

export interface Moves {
  isFirst: boolean
  isLast: boolean
  /** By their place in the list, without the one where the track is. */
  otherDiscs: { number: number; index: number }[]
  /** Its place in the list; null where the track is alone on its disc already. */
  newDisc: number | null
  step: (by: -1 | 1) => void
  toEnd: (isTop: boolean) => void
  toDisc: (index: number) => void
}

interface RowMenuItemsProps {
  moves: Moves
  /** None while its file is being sent: that is canceled where it shows. */
  onRemove?: () => void
}

export const RowMenuItems = ({ moves, onRemove }: RowMenuItemsProps) => (
  <>
    <RowMenuItem disabled={moves.isFirst} onClick={() => moves.step(-1)}>
      Move up
    </RowMenuItem>
    <RowMenuItem disabled={moves.isLast} onClick={() => moves.step(1)}>
      Move down
    </RowMenuItem>
    <RowMenuItem disabled={moves.isFirst} onClick={() => moves.toEnd(true)}>
      Move to the top
    </RowMenuItem>
    <RowMenuItem disabled={moves.isLast} onClick={() => moves.toEnd(false)}>
      Move to the end
    </RowMenuItem>
    <DiscItems {...moves} />
    {onRemove && <RowMenuItem onClick={onRemove}>Remove</RowMenuItem>}
  </>
)

export const DiscItems = (props: Pick<Moves, 'otherDiscs' | 'newDisc' | 'toDisc'>) => {
  const { otherDiscs, newDisc, toDisc } = props
  return (
    <>
      {otherDiscs.map(({ number, index }) => (
        <RowMenuItem key={index} onClick={() => toDisc(index)}>
          Move to disc {number}
        </RowMenuItem>
      ))}
      {newDisc !== null && (
        <RowMenuItem onClick={() => toDisc(newDisc)}>Move to a new disc</RowMenuItem>
      )}
    </>
  )
}
