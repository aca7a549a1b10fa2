/** J and K move the focus along the entries of a list; Enter then opens one, since each is a link. */
import { type RefObject, useEffect } from 'react'

import { areLettersOn, isFree } from '@/player/shortcuts'

const STEPS: Record<string, number> = { j: 1, k: -1 }

/** Moves among the links that have `data-entry`. Comes before the player, whose keys these are elsewhere. */
export function useListKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = STEPS[event.key]
      const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])]
      if (!step || links.length === 0 || !areLettersOn() || !isFree(event)) return
      event.preventDefault()
      const at = links.indexOf(document.activeElement as HTMLElement)
      const goal = at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))
      links[goal]?.focus()
    }
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [list])
}
