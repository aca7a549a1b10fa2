/** The release's cover, and the ways to change it. */
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'

import { removeCover, setCover } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import type { ReleaseDetail } from '@/api/types'
import { Button, buttonClass } from '@/ui/button'
import { FormError } from '@/ui/field'
import { Sleeve } from '@/ui/sleeve'

import { useReleaseChange } from './use-release'

const ACCEPT = 'image/jpeg,image/png,image/webp'

export function CoverField({ release }: { release: ReleaseDetail }) {
  const id = useId()
  const { accept } = useReleaseChange(release.id)
  const change = useMutation({
    mutationFn: (image: File | null) =>
      image ? setCover(release.id, image) : removeCover(release.id),
    onSuccess: accept,
  })
  return (
    <div className="flex flex-col gap-3">
      <Sleeve
        cover={release.cover}
        seed={release.id}
        width={272}
        alt={`Cover of ${release.title}`}
        className="w-full max-w-68"
      />
      <div className="flex flex-wrap items-center gap-2">
        <label
          htmlFor={id}
          className={buttonClass(
            'outline',
            'relative hover:bg-paper3 has-focus-visible:outline-2 has-focus-visible:outline-spot',
          )}
        >
          {release.cover ? 'Change cover' : 'Add a cover'}
          <input
            id={id}
            type="file"
            accept={ACCEPT}
            className="sr-only"
            disabled={change.isPending}
            onChange={({ currentTarget }) => {
              const image = currentTarget.files?.[0]
              if (image) change.mutate(image)
              currentTarget.value = '' // so that the same file can be chosen again
            }}
          />
        </label>
        {release.cover && (
          <Button look="quiet" disabled={change.isPending} onClick={() => change.mutate(null)}>
            Remove cover
          </Button>
        )}
      </div>
      <p role="status" className="text-sm text-ink3">
        {change.isPending ? (change.variables ? 'Making the cover…' : 'Removing the cover…') : ''}
      </p>
      {change.error && <FormError>{messageOf(change.error)}</FormError>}
    </div>
  )
}
