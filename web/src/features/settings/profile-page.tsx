/** What others see of oneself: picture, name, username, words, links. */
import { useQuery } from '@tanstack/react-query'

import { meQuery } from '@/api/queries'
import { Heading } from '@/ui/heading'
import { Loaded } from '@/ui/loaded'

import { AvatarSection } from './avatar-section'
import { ProfileSection } from './profile-section'

export function ProfilePage() {
  const me = useQuery(meQuery)
  return (
    <>
      <Heading title="Profile" className="mb-6 text-3xl font-bold">
        Profile
      </Heading>
      <Loaded query={me} bone="h-60">
        {({ user }) =>
          user && (
            <>
              <AvatarSection user={user} />
              <ProfileSection username={user.username} />
            </>
          )
        }
      </Loaded>
    </>
  )
}
