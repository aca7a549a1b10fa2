/** What an artist's team says about the artist, and what belongs to the artist as a whole. */
import { getRouteApi } from '@tanstack/react-router'

import type { ArtistDetail } from '@/api/types'
import { ButtonLink } from '@/ui/button'
import { Empty } from '@/ui/states'

import { AddressSection } from './address-section'
import { ArtistFrame } from './artist-frame'
import { DeleteSection } from './delete-section'
import { GallerySection } from './gallery-section'
import { PictureSection } from './picture-section'
import { ProfileSection } from './profile-section'
import { RoomSection } from './room-section'
import { TableSection } from './table-section'

const route = getRouteApi('/studio/artists/$ref')

export function ArtistProfilePage() {
  const { ref } = route.useParams()
  return (
    <ArtistFrame at={ref} page="Profile">
      {(artist) => <Profile key={artist.id} artist={artist} />}
    </ArtistFrame>
  )
}

const LOOK_ONLY =
  'Your role on this team lets you look at the profile, not change it. Owners and managers can.'

function Profile({ artist }: { artist: ArtistDetail }) {
  const seePage = (
    <ButtonLink
      look="outline"
      to="/artist/$ref"
      params={{ ref: artist.slug }}
      className="self-start"
    >
      See the artist’s page
    </ButtonLink>
  )
  const mayEdit = artist.abilities.includes('edit')
  return (
    <div className="flex flex-col gap-2">
      {mayEdit ? seePage : <Empty sentence={LOOK_ONLY} action={seePage} />}
      {mayEdit && (
        <>
          <PictureSection artist={artist} />
          <ProfileSection artist={artist} />
          <AddressSection artist={artist} />
          <GallerySection artist={artist} />
          <TableSection artist={artist} />
        </>
      )}
      <RoomSection artist={artist} />
      {artist.abilities.includes('delete_artist') && <DeleteSection artist={artist} />}
    </div>
  )
}
