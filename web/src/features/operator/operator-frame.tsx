/** The frame of the screens for those who run the server. Moderators have people, reports and blocks. */
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'

import { openCasesQuery } from '@/api/cases'
import { meQuery } from '@/api/queries'

const PLACES = [
  { to: '/operator', label: 'Stopped work', isForModerators: false },
  { to: '/operator/people', label: 'People', isForModerators: true },
  { to: '/operator/reports', label: 'Reports', isForModerators: true },
  { to: '/operator/blocks', label: 'Blocks', isForModerators: true },
  { to: '/operator/genres', label: 'Genres', isForModerators: false },
  { to: '/operator/sign-up', label: 'Sign-up', isForModerators: false },
  { to: '/operator/audit-log', label: 'Audit log', isForModerators: false },
] as const

const PLACE =
  'flex min-h-11 items-center rounded-control px-3 font-medium text-ink2 transition-colors ' +
  'hover:bg-paper3 hover:text-ink data-[status=active]:bg-spot-soft ' +
  'data-[status=active]:font-semibold data-[status=active]:text-ink'

/** A case belongs to the reports; everything stands below the first of them. The filters are the page's own. */
const isExact = (to: string) => ({ exact: to === '/operator', includeSearch: false })

export function OperatorFrame() {
  const isOperator = useQuery(meQuery).data?.user?.is_operator === true
  const places = PLACES.filter(({ isForModerators }) => isOperator || isForModerators)
  return (
    <div className="flex flex-col gap-6">
      <nav aria-label="This server" className="-mx-3 flex flex-wrap gap-1">
        {places.map(({ to, label }) => (
          <Link key={to} to={to} activeOptions={isExact(to)} className={PLACE}>
            {label}
            {to === '/operator/reports' && <OpenCount />}
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

const MOST_COUNTED = 100

/** How many things wait for a decision. */
function OpenCount() {
  const { data: count = 0 } = useQuery(openCasesQuery)
  if (count === 0) return null
  return (
    <span className="ms-2 rounded-full bg-signal px-2 text-xs font-bold text-on-signal">
      {count < MOST_COUNTED ? count : `${MOST_COUNTED}+`}
      <span className="sr-only"> open</span>
    </span>
  )
}
