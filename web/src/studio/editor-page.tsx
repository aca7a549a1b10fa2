/** The release editor: title, tracks with their progress, and publishing. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect } from 'react'

import { editRelease } from '@/api/catalog'
import { isStatus } from '@/api/problem'
import { releaseQuery } from '@/api/queries'
import type { ReleaseDetail, Upload } from '@/api/types'
import { ButtonLink } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { useIsLive } from '@/ui/live-status'
import { Bone, Failed, Loading, Missing } from '@/ui/states'

import { CoverField } from './cover-field'
import { DeleteRelease } from './delete-release'
import { DropZone } from './drop-zone'
import { Publishing } from './publishing'
import { SavedField } from './saved-field'
import { StateBadge } from './state-badge'
import { TrackRows } from './track-rows'
import { uploadCenter } from './uploads'
import { useReleaseChange, useTransfers } from './use-release'

const route = getRouteApi('/studio/releases/$id')
const POLL_EVERY_MS = 3000

const isProcessing = (release?: ReleaseDetail): boolean =>
  release?.tracks.some(({ state, upload }) => state === 'processing' || isRising(upload)) ?? false

const isRising = (upload: Upload | null): boolean => {
  const qualities = upload?.state === 'ready' ? upload.qualities : null
  return qualities !== null && qualities.error === null && qualities.done < qualities.total
}

export default function EditorPage() {
  const { id } = route.useParams()
  const isLive = useIsLive()
  const query = useQuery({
    ...releaseQuery(id),
    // The socket tells of every step; without it we ask.
    refetchInterval: ({ state }) => !isLive && isProcessing(state.data) && POLL_EVERY_MS,
  })
  const release = query.data
  if (query.isPending) return <Skeleton />
  if (isStatus(query.error, 404, 422) || release?.can_edit === false)
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
  const change = useReleaseChange(release.id)
  const transfers = useTransfers(release.id)
  // A file that has arrived moves on at the server: its first step is fetched at once.
  const sentCount = transfers.filter(({ state }) => state === 'sent').length
  const { refresh } = change
  useEffect(() => {
    if (sentCount > 0) refresh()
  }, [sentCount, refresh])
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_17rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <header className="flex flex-col gap-2">
          <p className="flex items-center gap-3 text-sm text-ink2">
            <Link to="/studio" className="font-medium hover:underline">
              Artist studio
            </Link>
            <StateBadge release={release} />
          </p>
          <Heading title={`Edit ${release.title}`} className="text-3xl font-bold wrap-anywhere">
            <bdi>{release.title}</bdi>
          </Heading>
        </header>
        <SavedField
          label="Release title"
          value={release.title}
          onSave={async (title) => change.accept(await editRelease(release.id, { title }))}
        />
        <section aria-labelledby="tracks" className="flex flex-col gap-3">
          <h2 id="tracks" className="text-xl font-bold">
            Tracks
          </h2>
          <TrackRows release={release} transfers={transfers} />
          <DropZone isSmall onFiles={(files) => uploadCenter.add(release.id, files)} />
        </section>
      </div>
      <aside aria-label="Publishing" className="flex flex-col gap-6">
        <CoverField release={release} />
        <Publishing release={release} />
        <DeleteRelease release={release} />
      </aside>
    </div>
  )
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
