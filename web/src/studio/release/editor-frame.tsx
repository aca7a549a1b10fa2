/** The frame of the release editor: its head, its tabs, and publication beside them. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'

import { isStatus } from '@/api/problem'
import { releaseQuery } from '@/api/queries'
import type { ReleaseDetail, Upload } from '@/api/types'
import { useReleaseChange, useTransfers } from '@/studio/use-release'
import { ButtonLink } from '@/ui/button'
import { useIsLive } from '@/ui/live-status'
import { Bone, Failed, Loading, Missing } from '@/ui/states'

import { CoverField } from './cover-field'
import { DeleteRelease } from './delete-release'
import { EditedRelease, may } from './edited-release'
import { EditorHeader } from './editor-header'
import { EditorTabs } from './editor-tabs'
import { PublicationPanel } from './publication-panel'

const route = getRouteApi('/studio/releases/$id')
const POLL_EVERY_MS = 3000

const isProcessing = (release?: ReleaseDetail): boolean =>
  release?.tracks.some(({ state, upload }) => state === 'processing' || isRising(upload)) ?? false

const isRising = (upload: Upload | null): boolean => {
  const qualities = upload?.state === 'ready' ? upload.qualities : null
  return qualities !== null && qualities.error === null && qualities.done < qualities.total
}

export function EditorFrame() {
  const { id } = route.useParams()
  const isLive = useIsLive()
  const query = useQuery({
    ...releaseQuery(id),
    // The socket tells of every step; without it we ask.
    refetchInterval: ({ state }) => !isLive && isProcessing(state.data) && POLL_EVERY_MS,
  })
  const release = query.data
  if (query.isPending) return <Skeleton />
  if (isStatus(query.error, 404, 422) || release?.abilities.length === 0)
    return (
      <Missing
        title="No such release"
        action={<ButtonLink to="/studio">Back to the studio</ButtonLink>}
      />
    )
  if (!release) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  return <Editor key={release.id} release={release} />
}

function Editor({ release }: { release: ReleaseDetail }) {
  useFetchAfterSending(release.id)
  return (
    <EditedRelease value={release}>
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <EditorHeader release={release} />
          <EditorTabs release={release} />
          <Outlet />
        </div>
        <aside aria-label="Publishing" className="flex flex-col gap-6">
          {release.can_edit && <CoverField release={release} />}
          <PublicationPanel release={release} />
          {may(release, 'delete') && <DeleteRelease release={release} />}
        </aside>
      </div>
    </EditedRelease>
  )
}

/** A file that has arrived moves on at the server: its first step is fetched at once. */
function useFetchAfterSending(id: string): void {
  const sentCount = useTransfers(id).filter(({ state }) => state === 'sent').length
  const { refresh } = useReleaseChange(id)
  useEffect(() => {
    if (sentCount > 0) refresh()
  }, [sentCount, refresh])
}

function Skeleton() {
  return (
    <Loading label="Loading the release">
      <Bone className="h-9 w-64" />
      <Bone className="mt-8 h-11" />
      <Bone className="mt-8 h-40" />
    </Loading>
  )
}
