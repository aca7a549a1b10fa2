/** The studio's overview: each artist's releases, drafts too. */
import { useQuery } from '@tanstack/react-query'

import { myArtistsQuery } from '@/api/queries'
import { ButtonLink } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { UploadIcon } from '@/ui/icons'

import { OverviewArtist } from './artist/overview-artist'
import { DuplicatesNote } from './duplicates/duplicates-note'
import { InvitationNote } from './invitation-note'

export default function OverviewPage() {
  const artists = useQuery(myArtistsQuery)
  return (
    <div className="flex flex-col gap-8">
      <header className="flex flex-wrap items-center justify-between gap-4">
        <Heading title="Artist studio">Artist studio</Heading>
        <div className="flex flex-wrap gap-2">
          <ButtonLink to="/studio/duplicates" look="outline">
            Duplicates
          </ButtonLink>
          <ButtonLink to="/studio/labels" look="outline">
            Labels
          </ButtonLink>
          <ButtonLink to="/studio/releases/new">
            <UploadIcon size={20} />
            New release
          </ButtonLink>
        </div>
      </header>
      <InvitationNote />
      <DuplicatesNote />
      {artists.data?.items.map((artist) => (
        <OverviewArtist key={artist.id} artist={artist} />
      ))}
    </div>
  )
}
