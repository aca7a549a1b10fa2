/** How much room the artist's files take up, and how much they have. */
import { useQuery } from '@tanstack/react-query'

import { type Quota, quotaQuery } from '@/api/artist-profile'
import type { Artist } from '@/api/types'
import { Loaded } from '@/ui/loaded'
import { Section, useTelling } from '@/ui/section'

import { isNearlyFull, roomWords, shareOf } from '@/ui/room'

const INTRO =
  'All files on this artist’s releases, with former files of tracks and what is in the bin. Files of a library that are kept in place don’t count.'

export function RoomSection({ artist }: { artist: Pick<Artist, 'id'> }) {
  const quota = useQuery(quotaQuery(artist.id))
  return (
    <Section title="Storage" intro={INTRO} telling={useTelling()}>
      <Loaded query={quota} bone="h-12">
        {(data) => <Room quota={data} />}
      </Loaded>
    </Section>
  )
}

function Room({ quota }: { quota: Quota }) {
  const isTight = isNearlyFull(quota)
  return (
    <div className="flex max-w-100 flex-col gap-2">
      <p className="font-medium">{roomWords(quota)}</p>
      {quota.quota_bytes > 0 && (
        <div aria-hidden="true" className="h-2.5 overflow-hidden rounded-full bg-paper3">
          <div
            className={`h-full rounded-full ${isTight ? 'bg-warn' : 'bg-spot'}`}
            style={{ width: `${shareOf(quota) * 100}%` }}
          />
        </div>
      )}
      {isTight && (
        <p className="text-sm text-warn">
          It is nearly full. Erase some music for good, or ask this server’s operator for more.
        </p>
      )}
    </div>
  )
}
