/** Tells who sees one's own profile, and where that is chosen. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { type Privacy, privacyQuery } from '@/api/profile'

const SEEN_BY: Record<Privacy['profile'], string> = {
  everyone: 'Everyone sees this page.',
  signed_in: 'People who are signed in here see this page.',
  nobody: 'Only you see this page.',
}

export function OwnAudience() {
  const privacy = useQuery(privacyQuery)
  if (!privacy.data) return null
  return (
    <p className="text-sm text-ink2">
      {SEEN_BY[privacy.data.profile]}{' '}
      <Link to="/settings/privacy" className="font-semibold text-spot underline">
        Change who sees it
      </Link>
    </p>
  )
}
