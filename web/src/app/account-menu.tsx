/** The account menu: who is signed in, their pages, the theme, the shortcuts, signing out. */
import { lazyRouteComponent } from '@tanstack/react-router'
import { Suspense, useRef, useState } from 'react'

import type { Me } from '@/api/types'
import { Avatar } from '@/ui/avatar'
import { UserIcon } from '@/ui/icons'

// As screens are: if a new version took its place at the server, the page is loaded anew.
const Items = lazyRouteComponent(() => import('./account-menu-items'))

interface AccountMenuProps {
  user: Me['user']
  onShortcuts: () => void
}

export function AccountMenu({ user, onShortcuts }: AccountMenuProps) {
  const panel = useRef<HTMLDivElement>(null)
  const [isWanted, setIsWanted] = useState(false)
  const preload = () => void Items.preload?.()
  const hide = () => panel.current?.hidePopover()
  const showShortcuts = () => {
    hide()
    onShortcuts()
  }
  return (
    <>
      <button
        type="button"
        popoverTarget="account-menu"
        aria-label={user ? `Account of ${user.username}` : 'Settings'}
        className="grid size-11 shrink-0 place-items-center rounded-full bg-paper3 text-ink2"
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => setIsWanted(true)}
      >
        {user ? <Avatar person={user} className="size-11" /> : <UserIcon />}
      </button>
      <div
        ref={panel}
        id="account-menu"
        popover="auto"
        className="fixed end-3 top-15 w-72 rounded-card border border-line bg-paper p-2 text-ink shadow-float"
      >
        <Suspense>
          {isWanted && <Items user={user} onShortcuts={showShortcuts} hide={hide} />}
        </Suspense>
      </div>
    </>
  )
}
