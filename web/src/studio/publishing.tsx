/** Publish, unpublish, and whether that happens by itself once all tracks are ready. */
import { useMutation } from '@tanstack/react-query'

import { editRelease, publishRelease, unpublishRelease } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import type { ReleaseDetail } from '@/api/types'
import { Button, ButtonLink } from '@/ui/button'
import { FormError } from '@/ui/field'
import { trackCount } from '@/ui/release-facts'
import { Switch } from '@/ui/switch'

import { useReleaseChange } from './use-release'

/** What stands between a release and its publication; empty when nothing does. */
function blockerOf({ tracks }: ReleaseDetail): string {
  if (tracks.length === 0) return 'Add a track first.'
  const failed = tracks.find(({ state }) => state === 'failed')
  if (failed) return `“${failed.title}” failed. Remove it or try it again.`
  const ready = tracks.filter(({ state }) => state === 'ready').length
  return ready < tracks.length ? `${ready} of ${trackCount(tracks.length)} ready.` : ''
}

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
  const blocker = blockerOf(release)
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
          <Button disabled={blocker !== '' || publish.isPending} onClick={() => publish.mutate()}>
            {publish.isPending ? 'Publishing…' : 'Publish'}
          </Button>
          {blocker && <p className="text-sm text-ink2">{blocker}</p>}
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
