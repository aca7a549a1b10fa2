/** What others see of oneself: picture, name, username, words, links. */
import { useQuery } from '@tanstack/react-query'

import { meQuery } from '@/api/queries'
import { ButtonLink } from '@/ui/button'
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
              <ButtonLink
                look="outline"
                to="/people/$handle"
                params={{ handle: user.username }}
                className="mb-6"
              >
                See your profile
              </ButtonLink>
              <AvatarSection user={user} />
              <ProfileSection username={user.username} />
            </>
          )
        }
      </Loaded>
    </>
  )
}
