/** After a change of how one signs in, everything about it is asked for again. */
import { useQueryClient } from '@tanstack/react-query'

import { sessionsQuery } from '@/api/sessions'
import { authenticatorsQuery, proofMeansQuery } from '@/api/security'

export function useSecurityChange(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    const shown = [authenticatorsQuery, proofMeansQuery, sessionsQuery]
    await Promise.all(shown.map(({ queryKey }) => client.invalidateQueries({ queryKey })))
  }
}
