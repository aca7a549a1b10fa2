/** The live connection of a member, and what its messages do to the cache. */
import type { QueryClient } from '@tanstack/react-query'

import { connectLive } from '@/api/live'
import { setLiveOpen } from '@/ui/live-status'

import { applyLive, refetchShown } from './live-cache'

/** Connects until the returned function is called. */
export const connect = (client: QueryClient, onSignedOut: () => void): (() => void) =>
  connectLive({
    onMessage: (message) => applyLive(client, message),
    onChange: (isOpen, isAgain) => {
      setLiveOpen(isOpen)
      if (isAgain) refetchShown(client)
    },
    onSignedOut,
  })
