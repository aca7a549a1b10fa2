/** The top bar: the name on phones, uploading, and the account. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { meQuery } from '@/api/me'
import { ButtonLink } from '@/ui/button'
import { Logo, UploadIcon } from '@/ui/icons'

import { AccountMenu } from './account-menu'

export function TopBar({ onShortcuts }: { onShortcuts: () => void }) {
  const me = useQuery(meQuery)
  const user = me.data?.user
  return (
    <header className="sticky top-0 z-10 flex min-h-14 items-center justify-end gap-2 border-b border-line bg-paper px-4 [@media(max-height:30rem)]:static">
      <Link to="/" aria-label="Segue" className="me-auto flex items-center gap-2 md:hidden">
        <Logo />
        <span className="font-display text-lg font-extrabold tracking-tight max-xs:sr-only">
          Segue
        </span>
      </Link>
      {user && (
        <ButtonLink look="quiet" to="/studio/releases/new" className="px-3">
          <UploadIcon size={20} />
          Upload
        </ButtonLink>
      )}
      {me.isSuccess && !user && (
        <>
          <ButtonLink look="quiet" to="/sign-in" className="px-3">
            Sign in
          </ButtonLink>
          <ButtonLink to="/sign-up" className="px-3">
            Sign up
          </ButtonLink>
        </>
      )}
      <AccountMenu user={user ?? null} onShortcuts={onShortcuts} />
    </header>
  )
}
