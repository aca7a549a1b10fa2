/** What one person shows of themselves. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'

import { isStatus } from '@/api/problem'
import { profileQuery } from '@/api/profile'
import { meQuery } from '@/api/queries'
import { Bone, Failed, Loading } from '@/ui/states'

import { NoProfile } from './no-profile'
import { ProfileView } from './profile-view'

const route = getRouteApi('/people/$handle')

export default function ProfilePage() {
  const { handle } = route.useParams()
  const profile = useQuery(profileQuery(handle))
  const me = useQuery(meQuery)
  if (profile.isPending || me.isPending) return <Skeleton />
  const user = me.data?.user
  if (isStatus(profile.error, 404, 422))
    return <NoProfile next={`/people/${encodeURIComponent(handle)}`} isMember={!!user} />
  if (!profile.data) return <Failed error={profile.error} onRetry={() => void profile.refetch()} />
  return <ProfileView profile={profile.data} isOwn={profile.data.id === user?.id} />
}

function Skeleton() {
  return (
    <Loading>
      <div className="flex items-center gap-6">
        <Bone className="size-24 rounded-full! sm:size-32" />
        <div>
          <Bone className="h-10 w-48" />
          <Bone className="mt-3 h-4 w-24" />
        </div>
      </div>
    </Loading>
  )
}
