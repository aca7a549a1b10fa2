/** The link to what a notice is about, in the studio. */
import { Link } from '@tanstack/react-router'

import type { Notice } from '@/api/notices'

import { INLINE_LINK } from '@/studio/inline-link'

interface NoticeSubjectProps {
  notice: Notice
  /** The address of the artist. */
  artist: string
}

export function NoticeSubject({ notice, artist }: NoticeSubjectProps) {
  const { subject_kind: kind, subject_id: id } = notice
  const words = 'Open it in the studio'
  if (kind === 'artist')
    return (
      <Link to="/studio/artists/$ref" params={{ ref: artist }} className={INLINE_LINK}>
        {words}
      </Link>
    )
  if (kind === 'track')
    return (
      <Link to="/studio/tracks/$id" params={{ id }} className={INLINE_LINK}>
        {words}
      </Link>
    )
  return (
    <Link to="/studio/releases/$id" params={{ id }} className={INLINE_LINK}>
      {words}
    </Link>
  )
}
