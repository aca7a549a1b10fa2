/** The editor's view of its release: the cache, and the transfers that belong to it. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useStore } from 'zustand'

import { keys } from '@/api/queries'
import type { ReleaseDetail } from '@/api/types'

import { uploadCenter, type Transfer } from './uploads'

export function useTransfers(releaseId: string): Transfer[] {
  const transfers = useStore(uploadCenter.store, (state) => state.transfers)
  return useMemo(() => transfers.filter((t) => t.releaseId === releaseId), [transfers, releaseId])
}

export function useReleaseChange(id: string) {
  const client = useQueryClient()
  const refresh = useCallback(() => {
    for (const queryKey of [keys.release, keys.releases, keys.track, ['artist']])
      void client.invalidateQueries({ queryKey })
  }, [client])
  /** Shows the server's answer at once, and lets the other screens fetch theirs. */
  const accept = useCallback(
    (release: ReleaseDetail) => {
      client.setQueryData([...keys.release, id], release)
      refresh()
    },
    [client, id, refresh],
  )
  return { accept, refresh }
}
