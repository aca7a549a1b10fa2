/** One disc: its heading, its tracks in order, and between them what was just removed. */
import type { ReleaseDetail, Track } from '@/api/types'
import type { Transfer } from '@/studio/uploads'

import { DiscHeading } from './disc-heading'
import { GoneRow } from './gone-row'
import type { Disc } from './order'
import { goneFrom, rowsOf } from './rows'
import type { Selection } from './selection'
import { TrackRow } from './track-row'
import type { TrackMoves } from './use-moves'
import type { Removal } from './use-removal'
import type { TrackOrder } from './use-track-order'

export interface DiscTracksProps {
  release: ReleaseDetail
  transfers: Transfer[]
  order: TrackOrder
  selection: Selection
  moves: TrackMoves
  removal: Removal
}

interface OneDiscProps extends DiscTracksProps {
  disc: Disc
  index: number
  /** Where there are several, or one that isn't the first. */
  isNamed: boolean
}

export function DiscTracks({ disc, index, isNamed, ...props }: OneDiscProps) {
  const { release, order, removal, moves } = props
  const gone = goneFrom(disc, order.discs, removal.gone)
  const restore = async ({ id, title }: Track) => {
    moves.keepFocus(id, null)
    if (await removal.restore(id)) moves.say(`${title} is back.`)
  }
  return (
    <div>
      {isNamed && <DiscHeading disc={disc} release={release} />}
      <ol
        aria-label={isNamed ? `Disc ${disc.number}` : 'Tracks in order'}
        className="flex flex-col border-t border-line"
      >
        {rowsOf(disc, release.tracks, gone).map(({ track, isGone }) =>
          isGone ? (
            <GoneRow
              key={track.id}
              track={track}
              error={removal.refusals[track.id]}
              onUndo={() => void restore(track)}
            />
          ) : (
            <PlacedTrack key={track.id} {...props} track={track} disc={disc} index={index} />
          ),
        )}
      </ol>
    </div>
  )
}

interface PlacedTrackProps extends DiscTracksProps {
  track: Track
  disc: Disc
  index: number
}

function PlacedTrack(props: PlacedTrackProps) {
  const { track, disc, index, release, transfers, order, selection, moves, removal } = props
  const { id, title } = track
  const drop = moves.spot?.trackId === id ? (moves.spot.isAfter ? 'below' : 'above') : undefined
  const remove = async () => {
    if (await removal.remove(track)) moves.say(`${title} was removed.`)
  }
  return (
    <TrackRow
      track={track}
      // The server counts a new order in the same way.
      number={order.isWished ? disc.trackIds.indexOf(id) + 1 : track.number}
      version={release.version ?? 1}
      transfer={transfers.find(({ announced }) => announced?.trackId === id)}
      moves={moves.movesFor(id, index)}
      onRemove={() => void remove()}
      isSelected={selection.has(id)}
      onSelect={(isRange) => selection.toggle(id, isRange)}
      drop={drop}
      isDragged={moves.dragged.includes(id)}
      handle={moves.handleFor(id)}
      error={removal.refusals[id]}
    />
  )
}
