/** The track's sound: its file, another one on its way, and those before. */
import { useQuery } from '@tanstack/react-query'

import { mastersQuery } from '@/api/track-edits'
import type { Upload } from '@/api/types'
import { Facts } from '@/ui/facts'
import { Loaded } from '@/ui/loaded'
import { Section, useTelling } from '@/ui/section'

import type { EditedTrack } from './edited-track'
import { factsOf } from './master-facts'
import { NextMaster } from './next-master'
import { PastMasters } from './past-masters'
import { RawTagsTable } from './raw-tags'
import { ReplaceMaster } from './replace-master'
import { useSwapped } from './use-swapped'

const POLL_EVERY_MS = 1500

const isOnItsWay = (next?: Upload | null): boolean => Boolean(next && next.state !== 'failed')

export function MasterSection({ track }: EditedTrack) {
  const telling = useTelling()
  const masters = useQuery({
    ...mastersQuery(track.id),
    // The socket tells of the steps of a track's own file alone.
    refetchInterval: ({ state }) => isOnItsWay(state.data?.next) && POLL_EVERY_MS,
  })
  const next = masters.data?.next ?? null
  useSwapped(masters.data, telling)
  return (
    <Section title="Sound" telling={telling}>
      <Loaded query={masters} bone="h-40">
        {({ present, past }) => (
          <div className="flex flex-col gap-6">
            <Facts facts={factsOf(present)} />
            {next ? (
              <NextMaster track={{ ...track, next_upload: next }} next={next} telling={telling} />
            ) : (
              <ReplaceMaster track={track} telling={telling} />
            )}
            <PastMasters track={track} past={past} telling={telling} />
          </div>
        )}
      </Loaded>
      <RawTagsTable track={track} />
    </Section>
  )
}
