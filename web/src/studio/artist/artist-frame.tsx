/** What the screens of an artist share: who may be here, the artist's name, and the ways between them. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { isStatus } from '@/api/problem'
import { artistQuery } from '@/api/queries'
import type { ArtistDetail } from '@/api/types'
import { useArtistAddress } from '@/ui/use-artist-address'
import { ButtonLink } from '@/ui/button'
import { Bone, Failed, Loading, Missing } from '@/ui/states'
import { VerifiedMark } from '@/ui/verified-mark'

import { StudioHeader } from '@/studio/studio-header'
import { ArtistTabs } from './artist-tabs'

interface ArtistFrameProps {
  /** What stands in the address. */
  at: string
  /** The name of the screen. */
  page: string
  children: (artist: ArtistDetail) => ReactNode
}

export function ArtistFrame({ at, page, children }: ArtistFrameProps) {
  const query = useQuery(artistQuery(at))
  const artist = query.data
  useArtistAddress(artist, at)
  if (isStatus(query.error, 404, 422) || artist?.abilities.length === 0)
    return (
      <Missing
        title="No such artist"
        sentence="This artist is gone, or you are not on its team."
        action={<ButtonLink to="/studio">Back to the studio</ButtonLink>}
      />
    )
  if (!artist && query.error)
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  if (!artist)
    return (
      <Loading label="Loading the artist">
        <Bone className="h-9 w-64" />
        <Bone className="mt-8 h-40" />
      </Loading>
    )
  return (
    <div className="flex max-w-180 flex-col gap-6">
      <StudioHeader
        back={<Back />}
        title={`${page} · ${artist.name}`}
        heading={<bdi>{artist.name}</bdi>}
      >
        {artist.verified_at && <VerifiedMark />}
      </StudioHeader>
      <ArtistTabs artist={artist} />
      {children(artist)}
    </div>
  )
}

const Back = () => (
  <Link to="/studio" className="font-medium hover:underline">
    Artist studio
  </Link>
)
