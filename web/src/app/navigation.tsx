/** The places of the app: a rail on wide windows, tabs at the bottom of phones. */
import { Link } from '@tanstack/react-router'

import { HomeIcon, Logo, StudioIcon } from '@/ui/icons'

const PLACES = [
  { to: '/', label: 'Home', Icon: HomeIcon, isExact: true },
  { to: '/studio', label: 'Artist studio', Icon: StudioIcon, isExact: false },
] as const

const RAIL_LINK =
  'flex min-h-11 items-center gap-3.5 rounded-control px-3 font-medium text-ink2 transition-colors ' +
  'hover:bg-paper3 hover:text-ink max-lg:justify-center max-lg:px-0 ' +
  'data-[status=active]:bg-spot-soft data-[status=active]:font-semibold data-[status=active]:text-ink'

export function Rail() {
  return (
    <nav
      aria-label="Main"
      className="fixed inset-y-0 start-0 z-20 flex w-18 flex-col gap-1 border-e border-line bg-paper2 p-3 max-md:hidden lg:w-58"
    >
      <Link
        to="/"
        className="mb-3 flex min-h-9 items-center gap-2.5 px-2 max-lg:justify-center"
        aria-label="Segue"
      >
        <Logo />
        <span className="font-display text-xl font-extrabold tracking-tight max-lg:hidden">
          Segue
        </span>
      </Link>
      {PLACES.map(({ to, label, Icon, isExact }) => (
        <Link key={to} to={to} activeOptions={{ exact: isExact }} className={RAIL_LINK}>
          <Icon />
          <span className="max-lg:sr-only">{label}</span>
        </Link>
      ))}
    </nav>
  )
}

const TAB =
  'flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs font-medium text-ink2 ' +
  'data-[status=active]:font-semibold data-[status=active]:text-spot'

export function TabBar() {
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {PLACES.map(({ to, label, Icon, isExact }) => (
        <Link key={to} to={to} activeOptions={{ exact: isExact }} className={TAB}>
          <Icon />
          {label}
        </Link>
      ))}
    </nav>
  )
}
