/** Keeps the live connection for as long as somebody is signed in. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { connectLive } from '@/api/live'
import { meQuery } from '@/api/queries'
import { setLiveOpen } from '@/ui/live-status'

import { applyLive, refetchShown } from './live-cache'

export function useLive(): void {
  const client = useQueryClient()
  const userId = useQuery(meQuery).data?.user?.id
  useEffect(() => {
    if (!userId) return
    const disconnect = connectLive({
      onMessage: (message) => applyLive(client, message),
      onChange: (isOpen, isAgain) => {
        setLiveOpen(isOpen)
        if (isAgain) refetchShown(client)
      },
    })
    return () => {
      disconnect()
      setLiveOpen(false)
    }
  }, [client, userId])
}
