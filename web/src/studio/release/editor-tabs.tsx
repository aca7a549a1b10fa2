/** The pages of the editor, as links. */
import { Link } from '@tanstack/react-router'

import type { ReleaseDetail } from '@/api/types'

import { may } from './edited-release'

const TABS = [
  { to: '/studio/releases/$id', label: 'Tracks', needs: 'edit' },
  { to: '/studio/releases/$id/details', label: 'Details', needs: 'edit' },
  { to: '/studio/releases/$id/sharing', label: 'Sharing', needs: 'publish' },
  { to: '/studio/releases/$id/history', label: 'History', needs: 'see_unpublished' },
] as const

const TAB =
  'flex min-h-11 items-center border-b-2 border-transparent px-3 font-medium text-ink2 ' +
  'hover:text-ink data-[status=active]:border-spot data-[status=active]:font-semibold ' +
  'data-[status=active]:text-ink'

export function EditorTabs({ release }: { release: ReleaseDetail }) {
  const shown = TABS.filter(({ needs }) => may(release, needs))
  return (
    <nav aria-label="Release" className="-mx-3 flex flex-wrap border-b border-line">
      {shown.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          params={{ id: release.id }}
          activeOptions={{ exact: true, includeHash: false }}
          className={TAB}
        >
          {label}
        </Link>
      ))}
      <a href="#publication" className={`${TAB} lg:hidden`}>
        Publication
      </a>
    </nav>
  )
}
