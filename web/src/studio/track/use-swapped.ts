/** Says when the new file has taken its place, and fetches what changed with it. */
import { useEffect, useRef } from 'react'

import type { Telling } from '@/ui/section'

import { useTrackRefresh } from './use-track-change'

interface Masters {
  present: { sha256: string; file_name: string }
  next: { id: string; file_name: string } | null
}

export function useSwapped(masters: Masters | undefined, telling: Telling): void {
  const refresh = useTrackRefresh()
  const before = useRef<Masters>(undefined)
  useEffect(() => {
    const was = before.current
    before.current = masters
    const isGone = was?.next && masters && !masters.next
    if (!isGone || was.present.sha256 === masters.present.sha256) return
    telling.tell(`“${masters.present.file_name}” plays from now on.`)
    void refresh()
  }, [masters, telling, refresh])
}
