/** The frame of the screens for those who run the server. Moderators have only the people. */
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'

import { meQuery } from '@/api/queries'

const PLACES = [
  { to: '/operator', label: 'Stopped work', isForModerators: false },
  { to: '/operator/people', label: 'People', isForModerators: true },
  { to: '/operator/sign-up', label: 'Sign-up', isForModerators: false },
  { to: '/operator/audit-log', label: 'Audit log', isForModerators: false },
] as const

const PLACE =
  'flex min-h-11 items-center rounded-control px-3 font-medium text-ink2 transition-colors ' +
  'hover:bg-paper3 hover:text-ink data-[status=active]:bg-spot-soft ' +
  'data-[status=active]:font-semibold data-[status=active]:text-ink'

export function OperatorFrame() {
  const isOperator = useQuery(meQuery).data?.user?.is_operator === true
  const places = PLACES.filter(({ isForModerators }) => isOperator || isForModerators)
  return (
    <div className="flex flex-col gap-6">
      <nav aria-label="This server" className="-mx-3 flex flex-wrap gap-1">
        {places.map(({ to, label }) => (
          <Link key={to} to={to} activeOptions={{ exact: true }} className={PLACE}>
            {label}
          </Link>
        ))}
        {isOperator && (
          <a href="/admin/" className={PLACE}>
            Admin
          </a>
        )}
      </nav>
      <Outlet />
    </div>
  )
}
