/** Keeps the live connection for as long as somebody is signed in. */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { meQuery } from '@/api/me'
import { setLiveOpen } from '@/ui/live-status'

/** Nothing that only a member could see may stay on a device that has been signed out from elsewhere. */
async function forgetWhenSignedOut(client: QueryClient): Promise<void> {
  const { user } = await client.fetchQuery({ ...meQuery, staleTime: 0 })
  if (user) return
  await client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] })
}

export function useLive(): void {
  const client = useQueryClient()
  const userId = useQuery(meQuery).data?.user?.id
  useEffect(() => {
    if (!userId) return
    let isOver = false
    let disconnect: (() => void) | undefined
    // Members alone get messages.
    void import('./live-connection').then(({ connect }) => {
      if (!isOver) disconnect = connect(client, () => void forgetWhenSignedOut(client))
    })
    return () => {
      isOver = true
      disconnect?.()
      setLiveOpen(false)
    }
  }, [client, userId])
}
