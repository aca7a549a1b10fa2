/** The team of an artist: who is on it, as what, who is invited, and its label. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { isStatus } from '@/api/problem'
import { artistQuery } from '@/api/queries'
import { teamQuery } from '@/api/team'
import type { Artist } from '@/api/types'
import { ButtonLink } from '@/ui/button'
import { Loaded } from '@/ui/loaded'
import { Bone, Failed, Loading, Missing } from '@/ui/states'

import { ArtistTabs } from './artist/artist-tabs'
import { ArtistLabelSection } from './artist-label-section'
import { StudioHeader } from './studio-header'
import { TeamSections } from './team-sections'

const route = getRouteApi('/studio/artists/$ref/team')

export function TeamPage() {
  const { ref } = route.useParams()
  const artist = useQuery(artistQuery(ref))
  const isOutside = artist.data?.abilities.length === 0
  if (isStatus(artist.error, 404, 422) || isOutside)
    return (
      <Missing
        title="No such team"
        sentence="This artist is gone, or you are not on its team."
        action={<ButtonLink to="/studio">Back to the studio</ButtonLink>}
      />
    )
  if (artist.data) return <TeamOf artist={artist.data} />
  if (artist.error) return <Failed error={artist.error} onRetry={() => void artist.refetch()} />
  return (
    <Loading label="Loading the team">
      <Bone className="h-9 w-64" />
      <Bone className="mt-8 h-40" />
    </Loading>
  )
}

function TeamOf({ artist }: { artist: Artist }) {
  const subject = { ...artist, kind: 'artists' as const }
  const team = useQuery(teamQuery(subject))
  return (
    <div className="flex max-w-180 flex-col gap-6">
      <StudioHeader
        back={
          <Link to="/studio" className="font-medium hover:underline">
            Artist studio
          </Link>
        }
        title={`Team of ${artist.name}`}
        heading={
          <>
            Team of <bdi>{artist.name}</bdi>
          </>
        }
      />
      <ArtistTabs artist={artist} />
      <Loaded query={team} bone="h-40">
        {(data) => (
          <TeamSections subject={subject} team={data}>
            <ArtistLabelSection artist={artist} offers={data.offers} />
          </TeamSections>
        )}
      </Loaded>
    </div>
  )
}
