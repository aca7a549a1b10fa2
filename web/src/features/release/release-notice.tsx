/** Says above a release who sees this page, where that isn't everybody. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import type { ReleaseDetail } from '@/api/types'
import { NoteIcon } from '@/ui/icons'
import { When } from '@/ui/when'

interface ReleaseNoticeProps {
  release: ReleaseDetail
  isPreview: boolean
}

export function ReleaseNotice({ release, isPreview }: ReleaseNoticeProps) {
  const words = isPreview ? <Preview release={release} /> : audienceOf(release)
  if (!words) return null
  return (
    <p
      role="note"
      className="flex gap-2 rounded-card border border-line-strong bg-paper2 px-4 py-3 text-sm"
    >
      <NoteIcon size={20} className="shrink-0 text-spot" />
      <span>{words}</span>
    </p>
  )
}

const Preview = ({ release }: { release: ReleaseDetail }) => (
  <>
    A preview: this is how listeners see it once it is out.{' '}
    <Link
      to="/studio/releases/$id"
      params={{ id: release.id }}
      className="font-semibold text-spot hover:underline"
    >
      Back to the editor
    </Link>
  </>
)

const TEAM: Partial<Record<ReleaseDetail['state'], string>> = {
  draft: 'A draft: only your team sees this page.',
  withdrawn: 'Withdrawn: only your team sees this page.',
  taken_down: 'Moderators took this release down: only your team sees this page.',
}

/** Nothing where everybody sees it. */
function audienceOf(release: ReleaseDetail): ReactNode {
  const { state, visibility, published_at, abilities } = release
  const isTeam = abilities.length > 0
  if (state === 'published' && visibility === 'public') return null
  if (state === 'published' && visibility === 'unlisted')
    return isTeam ? 'Unlisted: whoever has this address sees it; it stands in no list.' : null
  if (!isTeam)
    return 'You hear this because somebody shared it with you. It isn’t out for everybody.'
  if (state === 'published')
    return 'Private: only your team sees this page, and who opened a share link.'
  if (state === 'scheduled' && published_at)
    return (
      <>
        Goes out on <When at={published_at} />: until then only your team sees this page.
      </>
    )
  return TEAM[state]
}
