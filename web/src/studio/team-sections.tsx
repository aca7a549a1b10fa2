/** The parts of a team's page that artists and labels share. */
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { meQuery } from '@/api/queries'
import type { Team, TeamSubject } from '@/api/team'

import { InvitationSection } from './team-invitation-section'
import { MemberSection } from './team-member-section'
import { OwnPlaceSection } from './team-own-place'

interface TeamSectionsProps {
  subject: TeamSubject
  team: Team
  /** Stands before one's own place. */
  children?: ReactNode
}

export function TeamSections({ subject, team, children }: TeamSectionsProps) {
  const me = useQuery(meQuery).data?.user
  const own = team.members.find(({ user_id: id }) => id === me?.id)
  return (
    <div>
      <MemberSection subject={subject} members={team.members} ownId={me?.id} />
      {subject.abilities.includes('manage_team') && (
        <InvitationSection subject={subject} invitations={team.invitations} />
      )}
      {children}
      {own && <OwnPlaceSection subject={subject} members={team.members} own={own} />}
    </div>
  )
}
