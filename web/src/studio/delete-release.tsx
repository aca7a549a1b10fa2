/** Deletes a draft: it cannot be undone, so it is asked about first, by name. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'

import { deleteRelease } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import { keys } from '@/api/queries'
import type { ReleaseDetail } from '@/api/types'
import { Button } from '@/ui/button'
import { FormError } from '@/ui/field'
import { trackCount } from '@/ui/release-facts'

export function DeleteRelease({ release }: { release: ReleaseDetail }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => deleteRelease(release.id),
    onSuccess: async () => {
      await navigate({ to: '/studio' })
      client.removeQueries({ queryKey: [...keys.release, release.id] })
      void client.invalidateQueries({ queryKey: keys.releases })
    },
  })
  if (release.state === 'published') return null
  return (
    <>
      <Button
        look="quiet"
        className="-ms-4 self-start text-bad!"
        onClick={() => dialog.current?.showModal()}
      >
        Delete draft…
      </Button>
      <dialog
        ref={dialog}
        aria-labelledby="delete-title"
        className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-sheet border border-line bg-paper p-6 text-ink shadow-float"
      >
        <h2 id="delete-title" className="text-xl font-bold">
          Delete <bdi>{release.title}</bdi>
        </h2>
        <p className="mt-2 mb-5 text-ink2">
          The release, {trackCount(release.tracks.length)} and their files are gone for good.
        </p>
        {remove.error && <FormError>{messageOf(remove.error)}</FormError>}
        <div className="mt-4 flex flex-wrap justify-end gap-2">
          <Button look="outline" onClick={() => dialog.current?.close()}>
            Keep it
          </Button>
          <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
            Delete
          </Button>
        </div>
      </dialog>
    </>
  )
}
