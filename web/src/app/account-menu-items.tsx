/** What stands in the account menu. */
import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'

import { keys } from '@/api/me'
import { messageOf } from '@/api/problem'
import { signOut } from '@/api/sign-out'
import type { Me } from '@/api/types'
import { usePlayer } from '@/player/react'

import { ThemeChoice } from './theme-choice'

interface AccountMenuItemsProps {
  user: Me['user']
  onShortcuts: () => void
  hide: () => void
}

const ITEM = 'flex min-h-11 w-full items-center rounded-control px-3 text-start hover:bg-paper3'

export default function AccountMenuItems({ user, onShortcuts, hide }: AccountMenuItemsProps) {
  return (
    <>
      {user && <OwnPages user={user} hide={hide} />}
      <ThemeChoice />
      <button type="button" className={ITEM} onClick={onShortcuts}>
        Keyboard shortcuts
      </button>
      {user?.is_moderator && (
        <Link to="/operator" className={ITEM} onClick={hide}>
          This server
        </Link>
      )}
      {user && <SignOut />}
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
