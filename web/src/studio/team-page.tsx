/** The team of an artist: who is on it, as what, and who is invited. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { isStatus } from '@/api/problem'
import { artistQuery, meQuery } from '@/api/queries'
import { teamQuery } from '@/api/team'
import type { Artist } from '@/api/types'
import { ButtonLink } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { Loaded } from '@/ui/loaded'
import { Bone, Failed, Loading, Missing } from '@/ui/states'

import { InvitationSection } from './team-invitation-section'
import { MemberSection } from './team-member-section'
import { OwnPlaceSection } from './team-own-place'

const route = getRouteApi('/studio/artists/$ref/team')

export default function TeamPage() {
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
  const team = useQuery(teamQuery(artist.slug))
  const me = useQuery(meQuery).data?.user
  const own = team.data?.members.find(({ user_id: id }) => id === me?.id)
  return (
    <div className="flex max-w-180 flex-col gap-6">
      <header className="flex flex-col gap-2">
        <p className="text-sm text-ink2">
          <Link to="/studio" className="font-medium hover:underline">
            Artist studio
          </Link>
        </p>
        <Heading title={`Team of ${artist.name}`} className="text-3xl font-bold wrap-anywhere">
          Team of <bdi>{artist.name}</bdi>
        </Heading>
      </header>
      <Loaded query={team} bone="h-40">
        {(data) => (
          <div>
            <MemberSection artist={artist} members={data.members} ownId={me?.id} />
            {artist.abilities.includes('manage_team') && (
              <InvitationSection artist={artist} invitations={data.invitations} />
            )}
            {own && <OwnPlaceSection artist={artist} members={data.members} own={own} />}
          </div>
        )}
      </Loaded>
    </div>
  )
}
