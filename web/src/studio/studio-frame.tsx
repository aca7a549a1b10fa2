/** What all studio screens share: an artist's name is needed before anything can be uploaded. */
import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'

import { myArtistsQuery } from '@/api/queries'
import { Bone, Failed, Loading } from '@/ui/states'

import { FirstRun } from './first-run'

export default function StudioFrame() {
  const artists = useQuery(myArtistsQuery)
  // Who runs a label needs no artist of their own.
  const isLabels = useLocation().pathname.startsWith('/studio/labels')
  if (artists.isPending)
    return (
      <Loading label="Loading the studio">
        <Bone className="h-9 w-56" />
        <Bone className="mt-8 h-64" />
      </Loading>
    )
  if (!artists.data) return <Failed error={artists.error} onRetry={() => void artists.refetch()} />
  return isLabels || artists.data.items.length > 0 ? <Outlet /> : <FirstRun />
}
