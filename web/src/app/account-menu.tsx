/** The account menu: who is signed in, their pages, the theme, the shortcuts, signing out. */
import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'

import { messageOf } from '@/api/problem'
import { keys } from '@/api/queries'
import { signOut } from '@/api/session'
import type { Me } from '@/api/types'
import { usePlayer } from '@/player/react'
import { Avatar } from '@/ui/avatar'
import { UserIcon } from '@/ui/icons'

import { ThemeChoice } from './theme-choice'

interface AccountMenuProps {
  user: Me['user']
  onShortcuts: () => void
}

const ITEM = 'flex min-h-11 w-full items-center rounded-control px-3 text-start hover:bg-paper3'

export function AccountMenu({ user, onShortcuts }: AccountMenuProps) {
  const panel = useRef<HTMLDivElement>(null)
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
      >
        {user ? <Avatar person={user} className="size-11" /> : <UserIcon />}
      </button>
      <div
        ref={panel}
        id="account-menu"
        popover="auto"
        className="fixed end-3 top-15 w-72 rounded-card border border-line bg-paper p-2 text-ink shadow-float"
      >
        {user && <OwnPages user={user} hide={hide} />}
        <ThemeChoice />
        <button type="button" className={ITEM} onClick={showShortcuts}>
          Keyboard shortcuts
        </button>
        {user?.is_moderator && (
          <Link to="/operator" className={ITEM} onClick={hide}>
            This server
          </Link>
        )}
        {user && <SignOut />}
      </div>
    </>
  )
}

function OwnPages({ user, hide }: { user: NonNullable<Me['user']>; hide: () => void }) {
  const { username, email } = user
  return (
    <>
      <p className="border-b border-line px-3 pt-1 pb-3">
        <bdi className="block truncate font-semibold">{username}</bdi>
        <bdi className="block truncate text-sm text-ink2">{email}</bdi>
      </p>
      <Link to="/people/$handle" params={{ handle: username }} className={ITEM} onClick={hide}>
        Your profile
      </Link>
      <Link to="/settings" className={ITEM} onClick={hide}>
        Settings
      </Link>
    </>
  )
}

function SignOut() {
  const client = useQueryClient()
  const router = useRouter()
  const player = usePlayer()
  const [error, setError] = useState('')
  const leave = async () => {
    try {
      await signOut()
    } catch (reason) {
      return setError(messageOf(reason))
    }
    player.pause()
    await router.navigate({ to: '/' })
    client.setQueryData<Me>(keys.me, { user: null })
    // Nothing that only a member could see may stay.
    await client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.me[0] })
  }
  return (
    <>
      <button type="button" className={ITEM} onClick={() => void leave()}>
        Sign out
      </button>
      {error && (
        <p role="alert" className="px-3 pb-2 text-sm text-bad">
          {error}
        </p>
      )}
    </>
  )
}
