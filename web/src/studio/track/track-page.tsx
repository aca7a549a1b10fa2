/** One track in the studio: what it is called, who made it, its words and its sound. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'

import { isStatus } from '@/api/problem'
import { releaseQuery, trackQuery } from '@/api/queries'
import type { Track } from '@/api/types'
import { versionOf } from '@/studio/release/edited-release'
import { LeaveQuestion } from '@/studio/release/leave-question'
import { ButtonLink } from '@/ui/button'
import { Bone, Empty, Failed, Loading, Missing } from '@/ui/states'

import { SECTIONS } from './sections'
import { TrackHeader } from './track-header'
import { useDirty } from './use-dirty'

const route = getRouteApi('/studio/tracks/$id')

export function TrackPage() {
  const { id } = route.useParams()
  const query = useQuery(trackQuery(id))
  const track = query.data
  if (query.isPending) return <Skeleton />
  if (isStatus(query.error, 404, 422))
    return (
      <Missing
        title="No such track"
        action={<ButtonLink to="/studio">Back to the studio</ButtonLink>}
      />
    )
  if (!track) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <TrackHeader track={track} />
      {track.can_edit ? <Sections key={track.id} track={track} /> : <LookOnly track={track} />}
    </div>
  )
}

/** Edits name the version of the release, which is on its way at first. */
function Sections({ track }: { track: Track }) {
  const release = useQuery(releaseQuery(track.release.id))
  const dirty = useDirty()
  if (release.isError && !release.data)
    return <Failed error={release.error} onRetry={() => void release.refetch()} />
  if (!release.data) return <Skeleton />
  const version = versionOf(release.data)
  return (
    <div>
      {SECTIONS.map(({ id, Section }) => (
        <div key={id} id={id} className="scroll-mt-20">
          <Section track={track} version={version} onDirty={dirty.setterOf(id)} />
        </div>
      ))}
      <LeaveQuestion isDirty={dirty.isAny} />
    </div>
  )
}

const LookOnly = ({ track }: { track: Track }) => (
  <Empty
    sentence="Your role on this team lets you look at this track, not change it. Owners and managers can."
    action={
      <ButtonLink look="outline" to="/track/$ref" params={{ ref: track.id }}>
        View the track
      </ButtonLink>
    }
  />
)

const Skeleton = () => (
  <Loading label="Loading the track">
    <Bone className="h-9 w-64" />
    <Bone className="mt-8 h-40" />
    <Bone className="mt-8 h-40" />
  </Loading>
)
