/** Where to go once an account call has been answered. */
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'

import type { AuthOutcome } from '@/api/account'
import { meQuery } from '@/api/queries'

export function useOutcome(): (outcome: AuthOutcome, next?: string) => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  return async (outcome, next = '/') => {
    if (outcome === 'verify-email') return router.navigate({ to: '/check-email' })
    if (outcome === 'signed-out') return router.navigate({ to: '/sign-in' })
    // What a visitor could see is not what a member can see.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] })
    await client.fetchQuery({ ...meQuery, staleTime: 0 })
    router.history.push(next)
  }
}
