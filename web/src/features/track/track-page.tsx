/** One track: its large waveform, its words, and who made it. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'

import { isStatus } from '@/api/problem'
import { trackQuery } from '@/api/queries'
import { ButtonLink } from '@/ui/button'
import { Bone, Empty, Failed, Loading, Missing } from '@/ui/states'

import { TrackFacts } from './track-facts'
import { TrackHeader } from './track-header'
import { TrackLyrics } from './track-lyrics'
import { TrackWaveform } from './track-waveform'

const route = getRouteApi('/track/$ref')

export default function TrackPage() {
  const { ref } = route.useParams()
  const track = useQuery(trackQuery(ref))
  if (track.isPending) return <Skeleton />
  if (isStatus(track.error, 404, 422))
    return <Missing title="No such track" action={<ButtonLink to="/">Go home</ButtonLink>} />
  if (!track.data) return <Failed error={track.error} onRetry={() => void track.refetch()} />
  return (
    <div className="flex flex-col gap-10">
      <TrackHeader track={track.data} />
      {track.data.is_playable ? (
        <TrackWaveform key={track.data.id} track={track.data} />
      ) : (
        <Empty sentence="This track is still being prepared. It plays here when it is ready." />
      )}
      <TrackLyrics key={`lyrics of ${track.data.id}`} track={track.data} />
      <TrackFacts track={track.data} />
    </div>
  )
}

function Skeleton() {
  return (
    <Loading label="Loading the track">
      <div className="flex flex-col gap-6 md:flex-row md:items-end">
        <Bone className="size-44" />
        <div className="flex flex-col gap-4">
          <Bone className="h-4 w-24" />
          <Bone className="h-14 w-80 max-w-full" />
        </div>
      </div>
      <Bone className="mt-10 h-36" />
    </Loading>
  )
}
