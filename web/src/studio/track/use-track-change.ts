/** What every change of a track leaves behind in the cache. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

import { keys } from '@/api/queries'

const CHANGED = [keys.track, keys.release, keys.releases, ['history']]

/** Resolves once what is on the screen stands as at the server. */
export function useTrackRefresh(): () => Promise<void> {
  const client = useQueryClient()
  return useCallback(async () => {
    await Promise.all(CHANGED.map((queryKey) => client.invalidateQueries({ queryKey })))
  }, [client])
}

/** Sends, and resolves once the release's next version is here: whoever edits on doesn't overtake themselves. */
export function useTrackSending() {
  const refresh = useTrackRefresh()
  return <Args extends unknown[], Answer>(send: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      const answer = await send(...args)
      await refresh()
      return answer
    }
}
