/** The members of a team, with their roles. */
import type { Member } from '@/api/team'
import type { Artist } from '@/api/types'
import { Section, useTelling } from '@/ui/section'

import { MemberRow } from './team-member-row'
import { useTeamChange } from './use-team-change'

interface MemberSectionProps {
  artist: Artist
  members: Member[]
  ownId?: string
}

export function MemberSection({ artist, members, ownId }: MemberSectionProps) {
  const telling = useTelling()
  const refresh = useTeamChange(artist.slug)
  return (
    <Section title="Members" telling={telling}>
      <ul aria-label="Members" className="border-t border-line">
        {members.map((member) => (
          <MemberRow
            key={member.user_id}
            artist={artist}
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
