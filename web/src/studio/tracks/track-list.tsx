/** The tracks of a release by disc: ordered by dragging, keys or menus, chosen together, removed and put back. */
import type { ReleaseDetail } from '@/api/types'
import { TransferRow } from '@/studio/transfer-row'
import type { Transfer } from '@/studio/uploads'

import { BulkBar } from './bulk-bar'
import { DiscTracks } from './disc-tracks'
import { type Disc } from './order'
import { unknownOf } from './overall'
import { RemovedTogether } from './removed-together'
import { useSelection } from './selection'
import { MoveHint } from './track-row'
import { useMoves } from './use-moves'
import type { Removal } from './use-removal'
import { useTrackOrder } from './use-track-order'

interface TrackListProps {
  release: ReleaseDetail
  transfers: Transfer[]
  removal: Removal
}

const EMPTY: Disc = { number: 1, title: '', trackIds: [] }

export function TrackList({ release, transfers, removal }: TrackListProps) {
  const order = useTrackOrder(release)
  const { discs } = order
  const selection = useSelection(discs.flatMap(({ trackIds }) => trackIds))
  const moves = useMoves(order, selection)
  const unknown = unknownOf(release.tracks, transfers)
  const together = <RemovedTogether removal={removal} keepFocus={moves.keepFocus} />
  if (discs.length + unknown.length + removal.gone.length === 0)
    return (
      <>
        {together}
        <p className="text-ink2">No tracks yet. Add the first files below.</p>
      </>
    )
  const shown = discs.length > 0 ? discs : [EMPTY]
  const isNamed = shown.length > 1 || (shown[0]?.number ?? 1) > 1
  const parts = { release, transfers, order: { ...order, discs: shown }, selection, moves, removal }
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="sr-only">
        {moves.said}
      </p>
      {order.refusal && (
        <p role="alert" className="text-sm font-medium text-bad">
          {order.refusal}
        </p>
      )}
      {discs.length > 0 && (
        <BulkBar
          release={release}
          discs={discs}
          selection={selection}
          onToDisc={moves.selectedToDisc}
          onRemove={removal.removeAll}
        />
      )}
      {together}
      <MoveHint />
      {shown.map((disc, index) => (
        <DiscTracks key={disc.number} {...parts} {...{ disc, index, isNamed }} />
      ))}
      {unknown.length > 0 && (
        <ol aria-label="On their way" className="flex flex-col">
          {unknown.map((transfer) => (
            <TransferRow key={transfer.key} transfer={transfer} />
          ))}
        </ol>
      )}
    </div>
  )
}
