/** Dragging rows by their handles with a mouse, a pen or a finger; near the window's edges it scrolls. */
import { useEffect, useRef, useState, type MouseEvent, type PointerEvent } from 'react'

import type { Spot } from './order'

/** A press that moves less is a click. */
const SLACK_PX = 5
const EDGE_PX = 110
const SCROLL_PX = 12

interface Drag {
  trackId: string
  spot: Spot | null
}

interface Press {
  x: number
  y: number
  startY: number
  isDrag: boolean
}

type HandleEvent = PointerEvent<HTMLElement>

/** Rows carry `data-track`: the upper half of one is the spot before it. Headings carry `data-before`, the track below. */
function spotAt(x: number, y: number): Spot | null {
  const row = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-track], [data-before]')
  if (row?.dataset.before) return { trackId: row.dataset.before, isAfter: false }
  const trackId = row?.dataset.track
  if (!row || !trackId) return null
  const { top, height } = row.getBoundingClientRect()
  return { trackId, isAfter: y > top + height / 2 }
}

function scrollAtEdge(y: number): void {
  if (y < EDGE_PX) window.scrollBy(0, -SCROLL_PX)
  else if (y > window.innerHeight - EDGE_PX) window.scrollBy(0, SCROLL_PX)
}

const isSameSpot = (one: Spot | null | undefined, other: Spot | null): boolean =>
  one?.trackId === other?.trackId && one?.isAfter === other?.isAfter

/** Each frame, as rows move under a pointer that rests at the edge. */
function useFollowing(isDragging: boolean, follow: () => void, giveUp: () => void): void {
  const latest = useRef({ follow, giveUp })
  useEffect(() => {
    latest.current = { follow, giveUp }
  })
  useEffect(() => {
    if (!isDragging) return
    let frame = 0
    const next = () => {
      latest.current.follow()
      frame = requestAnimationFrame(next)
    }
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && latest.current.giveUp()
    frame = requestAnimationFrame(next)
    window.addEventListener('keydown', onKey)
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('keydown', onKey)
    }
  }, [isDragging])
}

export function useDrag(onDrop: (trackId: string, spot: Spot) => void) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const press = useRef<Press | null>(null)
  const isClickSpent = useRef(false)
  const end = () => {
    isClickSpent.current = press.current?.isDrag ?? false
    press.current = null
    setDrag(null)
  }
  const follow = () => {
    const now = press.current
    if (!now || !drag) return
    scrollAtEdge(now.y)
    const spot = spotAt(now.x, now.y)
    if (spot && !isSameSpot(drag.spot, spot)) setDrag({ ...drag, spot })
  }
  useFollowing(drag !== null, follow, end)

  const handleFor = (trackId: string) => ({
    onPointerDown({ currentTarget, pointerId, button, clientX: x, clientY: y }: HandleEvent) {
      if (button !== 0) return
      currentTarget.setPointerCapture(pointerId)
      isClickSpent.current = false
      press.current = { x, y, startY: y, isDrag: false }
    },
    onPointerMove({ clientY }: HandleEvent) {
      const now = press.current
      if (!now) return
      now.y = clientY
      if (now.isDrag || Math.abs(now.y - now.startY) < SLACK_PX) return
      now.isDrag = true
      setDrag({ trackId, spot: null })
    },
    onPointerUp() {
      const now = press.current
      // Over none of the rows: where it was shown last.
      const spot = now?.isDrag ? (spotAt(now.x, now.y) ?? drag?.spot) : null
      end()
      if (spot) onDrop(trackId, spot)
    },
    onPointerCancel: end,
    // Comes after the pointer went up: what was dragged wasn't clicked.
    onClickCapture(event: MouseEvent<HTMLElement>) {
      if (isClickSpent.current) event.stopPropagation()
      isClickSpent.current = false
    },
  })
  return { drag, handleFor }
}
