/** The frame of the settings: its pages at the side, or a way back to their list on phones. */
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation } from '@tanstack/react-router'

import { meQuery } from '@/api/queries'
import { Redirect } from '@/ui/redirect'

import { PLACES } from './places'

const PLACE =
  'flex min-h-11 items-center rounded-control px-3 font-medium text-ink2 transition-colors ' +
  'hover:bg-paper3 hover:text-ink data-[status=active]:bg-spot-soft ' +
  'data-[status=active]:font-semibold data-[status=active]:text-ink'

export function SettingsFrame() {
  const me = useQuery(meQuery)
  const { pathname } = useLocation()
  // Somebody may end this session from another device while the page is open.
  if (me.data && !me.data.user) return <Redirect to="/sign-in" next={pathname} />
  return (
    <div className="flex gap-10 max-md:flex-col max-md:gap-4">
      <nav aria-label="Settings" className="flex w-44 shrink-0 flex-col gap-1 max-md:hidden">
        {PLACES.map(({ to, label }) => (
          <Link key={to} to={to} className={PLACE}>
            {label}
          </Link>
        ))}
      </nav>
      {pathname.replace(/\/$/, '') !== '/settings' && (
        <Link
          to="/settings"
          className="flex min-h-11 items-center gap-2 self-start font-semibold text-spot md:hidden"
        >
          <span aria-hidden="true" className="rtl:-scale-x-100">
            ←
          </span>
          Settings
        </Link>
      )}
      <div className="min-w-0 max-w-180 flex-1">
        <Outlet />
      </div>
    </div>
  )
}
