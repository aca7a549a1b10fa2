/** Every way to move tracks, and the words for where they are then. */
import { useState } from 'react'

import { type Disc, moveTo, moveToDisc, placeWords, type Spot, step } from './order'
import type { Moves } from './row-menu-items'
import type { Selection } from './selection'
import { useDrag } from './use-drag'
import { useKeptFocus } from './use-kept-focus'
import type { TrackOrder } from './use-track-order'

const EDGES = { '-1': 'Already the first', '1': 'Already the last' }

export function useMoves({ discs, wish }: TrackOrder, selection: Selection) {
  const [said, say] = useState('')
  const keepFocus = useKeptFocus()
  const all = discs.flatMap(({ trackIds }) => trackIds)
  const { 0: first = '', [all.length - 1]: last = '' } = all

  const move = (id: string, order: Disc[], words = placeWords(order, id)) => {
    keepFocus(id)
    say(words)
    void wish(order)
  }
  /** A track that is selected takes the others with it. */
  const together = (id: string) => (selection.has(id) ? selection.ids : [id])
  const { drag, handleFor } = useDrag((id: string, spot: Spot) => {
    const order = moveTo(discs, together(id), spot)
    if (order !== discs) move(id, order)
  })
  const movesFor = (id: string, index: number): Moves => ({
    isFirst: id === first,
    isLast: id === last,
    otherDiscs: discs.flatMap(({ number }, i) => (i === index ? [] : [{ number, index: i }])),
    newDisc: discs[index]?.trackIds.length === 1 ? null : discs.length,
    step: (by) => {
      const order = step(discs, id, by)
      move(id, order, order === discs ? EDGES[by] : undefined)
    },
    toEnd: (isTop) =>
      move(id, moveTo(discs, [id], { trackId: isTop ? first : last, isAfter: !isTop })),
    toDisc: (to) => move(id, moveToDisc(discs, [id], to)),
  })
  const selectedToDisc = (index: number) => {
    const order = moveToDisc(discs, selection.ids, index)
    const first = selection.ids[0]
    const at = order.find(({ trackIds }) => first && trackIds.includes(first))?.number ?? 1
    say(`${selection.ids.length} tracks moved to disc ${at}`)
    void wish(order)
  }
  return {
    said,
    say,
    keepFocus,
    movesFor,
    selectedToDisc,
    handleFor,
    spot: drag?.spot ?? null,
    dragged: drag ? together(drag.trackId) : [],
  }
}

export type TrackMoves = ReturnType<typeof useMoves>
