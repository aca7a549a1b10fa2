/** After a change of a team: the team, and what its members may do, are asked for again. */
import { useQueryClient } from '@tanstack/react-query'

import { artistQuery, keys } from '@/api/queries'
import { teamQuery } from '@/api/team'

export function useTeamChange(ref: string): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    const shown = [teamQuery(ref).queryKey, artistQuery(ref).queryKey, keys.myArtists]
    await Promise.all(shown.map((queryKey) => client.invalidateQueries({ queryKey })))
  }
}
