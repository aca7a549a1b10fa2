/** Says that a team's invitation waits, to whoever came without the letter's link. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { myInvitationsQuery } from '@/api/team'

import { INLINE_LINK } from './inline-link'

export function InvitationNote() {
  const waiting = useQuery(myInvitationsQuery).data?.items ?? []
  const [first] = waiting
  if (!first) return null
  return (
    <p role="status" className="rounded-control border border-line-strong px-3 py-2.5">
      {waiting.length === 1 ? (
        <>
          The team of <bdi>{first.team.name}</bdi> invites you.
        </>
      ) : (
        `${waiting.length} teams invite you.`
      )}{' '}
      <Link to="/team-invitations" className={INLINE_LINK}>
        Answer
      </Link>
    </p>
  )
}
