/** Keeps the line that is sung in the middle of its scroller, and notices when somebody scrolls by hand. */
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react'

const SCROLLING_KEYS = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'])

const isMotionReduced = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches

function center(scroller: HTMLElement, line: HTMLElement, isSmooth: boolean): void {
  const [box, of] = [scroller.getBoundingClientRect(), line.getBoundingClientRect()]
  const top = scroller.scrollTop + of.top - box.top - (box.height - of.height) / 2
  scroller.scrollTo({ top, behavior: isSmooth ? 'smooth' : 'instant' })
}

/** Returns what the scroller must listen to. */
export function useFollowing(
  scroller: RefObject<HTMLElement | null>,
  line: number,
  isFollowing: boolean,
  onHand: () => void,
) {
  const isFirst = useRef(true)
  useLayoutEffect(() => {
    const now = scroller.current?.querySelector<HTMLElement>('[data-now]')
    if (!isFollowing || !scroller.current || !now) return
    center(scroller.current, now, !isFirst.current && !isMotionReduced())
    isFirst.current = false
  }, [scroller, line, isFollowing])
  return {
    onWheel: onHand,
    onTouchMove: onHand,
    onKeyDown: (event: KeyboardEvent) => SCROLLING_KEYS.has(event.key) && onHand(),
    // A press on the scroller itself is one on its scrollbar.
    onPointerDown: (event: { target: EventTarget; currentTarget: EventTarget }) =>
      event.target === event.currentTarget && onHand(),
  }
}
