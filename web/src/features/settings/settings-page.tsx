/** The list of the settings, for phones; wide windows have it at the side and go on to its first page. */
import { Link } from '@tanstack/react-router'

import { Heading } from '@/ui/heading'
import { Redirect } from '@/ui/redirect'

import { PLACES } from './places'

const WIDE = '(width >= 48rem)'

export function SettingsPage() {
  if (window.matchMedia(WIDE).matches) return <Redirect to={PLACES[0].to} />
  return (
    <>
      <Heading title="Settings" className="mb-4 text-3xl font-bold">
        Settings
      </Heading>
      <ul className="border-t border-line">
        {PLACES.map(({ to, label, about }) => (
          <li key={to} className="border-b border-line">
            <Link to={to} className="flex min-h-14 flex-col justify-center py-3">
              <span className="font-semibold">{label}</span>
              <span className="text-sm text-ink2">{about}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
