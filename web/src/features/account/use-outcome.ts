/** Where to go once an account call has been answered. */
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'

import type { AuthOutcome } from '@/api/account'
import { meQuery } from '@/api/queries'

interface Onward {
  /** Where the person wanted to go; a path of this app. */
  next?: string
  invitation?: string
}

export function useOutcome(): (outcome: AuthOutcome, onward?: Onward) => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  return async (outcome, { next, invitation } = {}) => {
    if (outcome === 'verify-email') return router.navigate({ to: '/check-email' })
    if (outcome === 'second-factor')
      return router.navigate({ to: '/sign-in/second-step', search: { next } })
    if (outcome === 'provider-sign-up')
      return router.navigate({ to: '/sign-up/finish', search: { next, invitation } })
    if (outcome === 'signed-out') return router.navigate({ to: '/sign-in', search: { next } })
    // What a visitor could see is not what a member can see.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] })
    await client.fetchQuery({ ...meQuery, staleTime: 0 })
    router.history.push(next ?? '/')
  }
}
