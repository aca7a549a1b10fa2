/** Publish, unpublish, and whether that happens by itself once all tracks are ready. */
import { useMutation } from '@tanstack/react-query'

import { editRelease, publishRelease, unpublishRelease } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import type { ReleaseDetail } from '@/api/types'
import { Button, ButtonLink } from '@/ui/button'
import { FormError } from '@/ui/field'
import { Switch } from '@/ui/switch'

import { useReleaseChange } from './use-release'

const isReady = ({ tracks }: ReleaseDetail): boolean =>
  tracks.length > 0 && tracks.every((track) => track.state === 'ready')

export function Publishing({ release }: { release: ReleaseDetail }) {
  const { accept } = useReleaseChange(release.id)
  const publish = useMutation({ mutationFn: () => publishRelease(release.id), onSuccess: accept })
  const unpublish = useMutation({
    mutationFn: () => unpublishRelease(release.id),
    onSuccess: accept,
  })
  const choose = useMutation({
    mutationFn: (isOn: boolean) => editRelease(release.id, { publish_when_ready: isOn }),
    onSuccess: accept,
  })
  const error = publish.error ?? unpublish.error ?? choose.error
  const isPublished = release.state === 'published'
  return (
    <div className="flex flex-col gap-4">
      {isPublished ? (
        <>
          <ButtonLink to="/release/$ref" params={{ ref: release.slug }}>
            View the release
          </ButtonLink>
          <Button look="outline" disabled={unpublish.isPending} onClick={() => unpublish.mutate()}>
            Unpublish
          </Button>
        </>
      ) : (
        <>
          <Button
            disabled={!isReady(release) || publish.isPending}
            onClick={() => publish.mutate()}
          >
            {publish.isPending ? 'Publishing…' : 'Publish'}
          </Button>
          <Switch
            label="Publish when ready"
            hint="Goes live by itself once every track is processed."
            isOn={choose.isPending ? choose.variables : release.publish_when_ready}
            onChange={(isOn) => choose.mutate(isOn)}
          />
        </>
      )}
      {error && <FormError>{messageOf(error)}</FormError>}
    </div>
  )
}
