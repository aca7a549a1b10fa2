/** One release: sleeve, facts, Play, its tracks, and its small print. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'

import { isStatus } from '@/api/problem'
import { releaseQuery } from '@/api/queries'
import { previewQuery } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import { ButtonLink } from '@/ui/button'
import { Bone, Empty, Failed, Loading, Missing } from '@/ui/states'

import { DiscList } from './disc-list'
import { Gallery } from './gallery'
import { ReleaseHeader } from './release-header'
import { ReleaseNotice } from './release-notice'
import { SmallPrint } from './small-print'
import { useOwnAddress } from './use-own-address'

const route = getRouteApi('/release/$ref')

export default function ReleasePage() {
  const { ref } = route.useParams()
  const isPreview = route.useSearch().as === 'listener'
  const release = useQuery(isPreview ? previewQuery(ref) : releaseQuery(ref))
  useOwnAddress(release.data, ref, isPreview)
  if (release.isPending) return <Skeleton />
  if (isStatus(release.error, 404, 422))
    return <Missing title="No such release" action={<ButtonLink to="/">Go home</ButtonLink>} />
  if (!release.data) return <Failed error={release.error} onRetry={() => void release.refetch()} />
  return <Release release={release.data} isPreview={isPreview} />
}

interface ReleaseProps {
  release: ReleaseDetail
  isPreview: boolean
}

function Release({ release, isPreview }: ReleaseProps) {
  return (
    <div className="flex flex-col gap-6">
      <ReleaseNotice release={release} isPreview={isPreview} />
      <ReleaseHeader release={release} />
      {release.tracks.length > 0 ? (
        <DiscList release={release} />
      ) : (
        <Empty sentence="This release has no tracks yet." />
      )}
      {release.description && (
        <p dir="auto" className="max-w-[65ch] whitespace-pre-line wrap-anywhere">
          {release.description}
        </p>
      )}
      <SmallPrint release={release} />
      <Gallery release={release} />
    </div>
  )
}

function Skeleton() {
  return (
    <Loading label="Loading the release">
      <div className="flex flex-col gap-6 md:flex-row md:items-end">
        <Bone className="size-58" />
        <div className="flex flex-col gap-4">
          <Bone className="h-4 w-48" />
          <Bone className="h-14 w-80 max-w-full" />
          <Bone className="h-11 w-28" />
        </div>
      </div>
      <div className="mt-8 flex flex-col gap-3">
        {Array.from({ length: 6 }, (_, i) => (
          <Bone key={i} className="h-10" />
        ))}
      </div>
    </Loading>
  )
}
