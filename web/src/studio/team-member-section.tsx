/** The members of a team, with their roles. */
import type { Member, TeamSubject } from '@/api/team'
import { Section, useTelling } from '@/ui/section'

import { MemberRow } from './team-member-row'
import { useTeamChange } from './use-team-change'

interface MemberSectionProps {
  subject: TeamSubject
  members: Member[]
  ownId?: string
}

export function MemberSection({ subject, members, ownId }: MemberSectionProps) {
  const telling = useTelling()
  const refresh = useTeamChange()
  return (
    <Section title="Members" telling={telling}>
      <ul aria-label="Members" className="border-t border-line">
        {members.map((member) => (
          <MemberRow
            key={member.user_id}
            subject={subject}
            member={member}
            isOwn={member.user_id === ownId}
            onChanged={(words, isGone) => {
              telling.tell(words, isGone)
              void refresh()
            }}
          />
        ))}
      </ul>
    </Section>
  )
}
