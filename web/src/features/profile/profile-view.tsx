/** A profile: picture, name, handle, words and links; one's own also says who sees it. */
import type { Profile } from '@/api/profile'
import { Avatar } from '@/ui/avatar'
import { ButtonLink } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { ProfileLinks } from '@/ui/profile-links'

import { OwnAudience } from './own-audience'

interface ProfileViewProps {
  profile: Profile
  isOwn: boolean
}

export function ProfileView({ profile, isOwn }: ProfileViewProps) {
  const { name, username, bio, links } = profile
  const isBare = !bio && links.length === 0
  return (
    <div className="flex flex-col gap-6">
      <header className="flex flex-wrap items-center gap-x-6 gap-y-4 border-b border-line pb-6">
        <Avatar
          person={profile}
          alt={`Picture of ${name}`}
          className="size-24 text-4xl sm:size-32"
        />
        <div className="min-w-0 flex-[1_1_12rem]">
          <Heading title={name} className="text-4xl font-extrabold wrap-anywhere">
            <bdi>{name}</bdi>
          </Heading>
          <p className="mt-1 wrap-anywhere text-ink2">
            <bdi>@{username}</bdi>
          </p>
        </div>
        {isOwn && (
          <ButtonLink look="outline" to="/settings/profile">
            Edit profile
          </ButtonLink>
        )}
      </header>
      {isOwn && <OwnAudience />}
      {bio && (
        <p dir="auto" className="max-w-[68ch] whitespace-pre-line wrap-anywhere">
          {bio}
        </p>
      )}
      {links.length > 0 && <ProfileLinks links={links} />}
      {isBare && (
        <p className="text-ink2">
          {isOwn ? 'You have not written anything here yet.' : 'Nothing written here yet.'}
        </p>
      )}
    </div>
  )
}
