/** One artist: who they are, and everything they have released. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'

import { isStatus } from '@/api/problem'
import { artistQuery, meQuery } from '@/api/queries'
import type { ArtistDetail } from '@/api/types'
import { ButtonLink } from '@/ui/button'
import { Bone, Failed, Loading, Missing } from '@/ui/states'

import { AboutArtist, Gallery } from './about-artist'
import { ArtistHeader } from './artist-header'
import { ArtistReleases } from './artist-releases'
import { useArtistAddress } from '@/ui/use-artist-address'

const OperatorActs = lazy(() => import('./operator-acts'))

const route = getRouteApi('/artist/$ref')

export default function ArtistPage() {
  const { ref } = route.useParams()
  const artist = useQuery(artistQuery(ref))
  useArtistAddress(artist.data, ref)
  if (artist.isPending) return <Skeleton />
  if (isStatus(artist.error, 404, 422))
    return <Missing title="No such artist" action={<ButtonLink to="/">Go home</ButtonLink>} />
  if (!artist.data) return <Failed error={artist.error} onRetry={() => void artist.refetch()} />
  return <ArtistView key={artist.data.id} artist={artist.data} />
}

function ArtistView({ artist }: { artist: ArtistDetail }) {
  const isOperator = useQuery(meQuery).data?.user?.is_operator === true
  return (
    <div className="flex flex-col gap-10">
      <ArtistHeader artist={artist} />
      <AboutArtist artist={artist} />
      <ArtistReleases artist={artist} />
      {artist.gallery.length > 0 && <Gallery gallery={artist.gallery} name={artist.name} />}
      {isOperator && (
        <Suspense>
          <OperatorActs artist={artist} />
        </Suspense>
      )}
    </div>
  )
}

function Skeleton() {
  return (
    <Loading>
      <Bone className="size-40" />
      <Bone className="mt-4 h-12 w-72" />
    </Loading>
  )
}
