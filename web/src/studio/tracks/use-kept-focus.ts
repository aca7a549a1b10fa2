/** A row that moves takes the focus along, also to another disc, where it is drawn anew. */
import { useEffect, useRef } from 'react'

import { handleId } from './track-row'

export function useKeptFocus() {
  const held = useRef<{ trackId: string; element: Element | null } | null>(null)
  useEffect(() => {
    const { trackId, element } = held.current ?? {}
    if (!trackId) return
    const handle = document.getElementById(handleId(trackId))
    if (!handle) return
    held.current = null
    const isThere = element?.isConnected && handle.closest('li')?.contains(element)
    if (isThere && element instanceof HTMLElement) element.focus()
    else handle.focus()
  })
  /** Call it before the move; without an element the focus goes to the row's handle, once it is there. */
  return (trackId: string, element: Element | null = document.activeElement) => {
    held.current = { trackId, element }
  }
}
