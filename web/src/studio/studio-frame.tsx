/** What all studio screens share: a name is needed before anything can be uploaded. */
import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'

import { myArtistsQuery } from '@/api/queries'
import { Bone, Failed, Loading } from '@/ui/states'

import { FirstRun } from './first-run'

export default function StudioFrame() {
  const artists = useQuery(myArtistsQuery)
  if (artists.isPending)
    return (
      <Loading label="Loading the studio">
        <Bone className="h-9 w-56" />
        <Bone className="mt-8 h-64" />
      </Loading>
    )
  if (!artists.data) return <Failed error={artists.error} onRetry={() => void artists.refetch()} />
  return artists.data.items.length > 0 ? <Outlet /> : <FirstRun />
}
