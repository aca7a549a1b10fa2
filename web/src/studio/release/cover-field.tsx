/** The release's cover, and the ways to change it. */
import { useMutation } from '@tanstack/react-query'

import { removeCover, setCover } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import type { ReleaseDetail } from '@/api/types'
import { useReleaseChange } from '@/studio/use-release'
import { Button } from '@/ui/button'
import { FormError } from '@/ui/field'
import { Sleeve } from '@/ui/sleeve'

import { PictureInput } from './picture-input'

export function CoverField({ release }: { release: ReleaseDetail }) {
  const { accept } = useReleaseChange(release.id)
  const change = useMutation({
    mutationFn: (image: File | null) =>
      image ? setCover(release.id, image) : removeCover(release.id),
    onSuccess: accept,
  })
  return (
    <div id="cover" tabIndex={-1} className="flex flex-col gap-3 outline-none">
      <Sleeve
        cover={release.cover}
        seed={release.id}
        width={272}
        alt={`Cover of ${release.title}`}
        className="w-full max-w-68"
      />
      <div className="flex flex-wrap items-center gap-2">
        <PictureInput
          label={release.cover ? 'Change cover' : 'Add a cover'}
          disabled={change.isPending}
          onChoose={([image]) => image && change.mutate(image)}
        />
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
