/** After a change of a team: the teams, and what their members may do, are asked for again. */
import { useQueryClient } from '@tanstack/react-query'

import { keys } from '@/api/queries'
import { TEAM_KEY } from '@/api/team'

export function useTeamChange(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    const shown = [[TEAM_KEY], ['artist'], keys.myArtists]
    await Promise.all(shown.map((queryKey) => client.invalidateQueries({ queryKey })))
  }
}
