/** The tracks of all releases of an artist as one table for a spreadsheet, out and in. */
import { useQueryClient } from '@tanstack/react-query'

import { artistTableAddress, changeByArtistTable } from '@/api/artist-profile'
import { HISTORY_KEY } from '@/api/history'
import { keys } from '@/api/queries'
import type { Artist } from '@/api/types'
import { Table } from '@/studio/tracks/table-section'
import { Section, useTelling } from '@/ui/section'

const INTRO =
  'The tracks of all releases, drafts too, as one table (CSV), up to 5,000. Each release has the changes in its own history.'

export function TableSection({ artist }: { artist: Pick<Artist, 'id'> }) {
  const client = useQueryClient()
  const refresh = () => {
    for (const queryKey of [keys.release, keys.releases, keys.track, [HISTORY_KEY]])
      void client.invalidateQueries({ queryKey })
  }
  return (
    <Section title="All tracks as a table" intro={INTRO} telling={useTelling()}>
      <Table
        of={{
          address: artistTableAddress(artist.id),
          change: (table, isDryRun) => changeByArtistTable(artist.id, table, isDryRun),
          titleOf: () => undefined,
          refresh,
        }}
      />
    </Section>
  )
}
