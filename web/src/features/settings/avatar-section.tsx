/** The picture of oneself: chosen, shown, removed. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'

import { messageOf } from '@/api/problem'
import { profileQuery, removeAvatar, setAvatar } from '@/api/profile'
import { meQuery } from '@/api/queries'
import type { Me } from '@/api/types'
import { Avatar } from '@/ui/avatar'
import { Button, buttonClass } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { FormError } from '@/ui/field'
import { Section, useTelling } from '@/ui/section'

const INTRO = 'JPEG, PNG or WebP, up to 20 MB. Its center square is shown.'
const ACCEPT = 'image/jpeg,image/png,image/webp'

export function AvatarSection({ user }: { user: NonNullable<Me['user']> }) {
  const telling = useTelling()
  const client = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const refresh = () =>
    Promise.all(
      [meQuery, profileQuery(user.username)].map(({ queryKey }) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
  const change = useMutation({
    mutationFn: async (image: File) => {
      telling.tell('')
      await setAvatar(image)
      await refresh()
    },
    onSuccess: () => telling.tell('This is your picture now.'),
  })
  const removed = () => {
    setIsAsking(false)
    telling.tell('Your picture is removed.', true)
    void refresh()
  }
  return (
    <Section title="Picture" intro={INTRO} telling={telling}>
      <div className="flex flex-wrap items-center gap-4">
        <Avatar person={user} alt="Your picture" className="size-24 text-4xl" />
        <Chooser hasOne={user.avatar !== null} isBusy={change.isPending} onImage={change.mutate} />
        {user.avatar && (
          <Button look="quiet" className="text-bad!" onClick={() => setIsAsking(true)}>
            Remove…
          </Button>
        )}
      </div>
      {change.isPending && (
        <p role="status" className="text-sm text-ink2">
          Sending the picture…
        </p>
      )}
      {change.error && <FormError>{messageOf(change.error)}</FormError>}
      {isAsking && (
        <ConfirmDialog
          title="Remove your picture"
          action="Remove it"
          onConfirm={removeAvatar}
          onDone={removed}
          onCancel={() => setIsAsking(false)}
        >
          The first letter of your name stands in its place.
        </ConfirmDialog>
      )}
    </Section>
  )
}

interface ChooserProps {
  hasOne: boolean
  isBusy: boolean
  onImage: (image: File) => void
}

function Chooser({ hasOne, isBusy, onImage }: ChooserProps) {
  const id = useId()
  return (
    <label
      htmlFor={id}
      className={buttonClass(
        'outline',
        'relative cursor-pointer hover:bg-paper3 has-focus-visible:outline-2 has-focus-visible:outline-spot',
      )}
    >
      {hasOne ? 'Choose another picture' : 'Choose a picture'}
      <input
        id={id}
        type="file"
        accept={ACCEPT}
        className="sr-only"
        disabled={isBusy}
        onChange={({ currentTarget }) => {
          const image = currentTarget.files?.[0]
          if (image) onImage(image)
          currentTarget.value = '' // so that the same file can be chosen again
        }}
      />
    </label>
  )
}
