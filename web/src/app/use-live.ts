/** Keeps the live connection for as long as somebody is signed in. */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { connectLive } from '@/api/live'
import { meQuery } from '@/api/queries'
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
    const cache = import('./live-cache') // members alone get messages
    const disconnect = connectLive({
      onMessage: (message) => void cache.then(({ applyLive }) => applyLive(client, message)),
      onChange: (isOpen, isAgain) => {
        setLiveOpen(isOpen)
        if (isAgain) void cache.then(({ refetchShown }) => refetchShown(client))
      },
      onSignedOut: () => void forgetWhenSignedOut(client),
    })
    return () => {
      disconnect()
      setLiveOpen(false)
    }
  }, [client, userId])
}
