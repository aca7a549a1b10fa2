/** The screens of an artist, as links. */
import { Link } from '@tanstack/react-router'

import type { Artist } from '@/api/types'

const TABS = [
  { to: '/studio/artists/$ref', label: 'Profile' },
  { to: '/studio/artists/$ref/team', label: 'Team' },
  { to: '/studio/artists/$ref/history', label: 'History' },
  { to: '/studio/artists/$ref/bin', label: 'Bin' },
  { to: '/studio/artists/$ref/notices', label: 'Notices' },
] as const

const TAB =
  'flex min-h-11 items-center border-b-2 border-transparent px-3 font-medium text-ink2 ' +
  'hover:text-ink data-[status=active]:border-spot data-[status=active]:font-semibold ' +
  'data-[status=active]:text-ink'

export function ArtistTabs({ artist }: { artist: Pick<Artist, 'slug'> }) {
  return (
    <nav aria-label="Artist" className="-mx-3 flex flex-wrap border-b border-line">
      {TABS.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          params={{ ref: artist.slug }}
          activeOptions={{ exact: true, includeHash: false }}
          className={TAB}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
