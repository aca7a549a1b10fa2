/** Puts a release into the bin: it is asked about first, by name, with until when it can be taken back. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { deleteRelease } from '@/api/catalog'
import { keys } from '@/api/queries'
import type { ReleaseDetail } from '@/api/types'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { trackCount } from '@/ui/release-facts'
import { When } from '@/ui/when'

const KEPT_MS = 30 * 24 * 3600 * 1000

/** What has a moment, be it past or to come, isn't deleted. */
function obstacleTo({ state, publish_at }: ReleaseDetail): string {
  if (publish_at === null) return ''
  return state === 'scheduled'
    ? 'To delete this release, cancel its date first.'
    : 'To delete this release, unpublish it first.'
}

export function DeleteRelease({ release }: { release: ReleaseDetail }) {
  const [isAsking, setIsAsking] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const deleted = async () => {
    await navigate({ to: '/studio/artists/$ref/bin', params: { ref: release.artist.slug } })
    client.removeQueries({ queryKey: [...keys.release, release.id] })
    void client.invalidateQueries({ queryKey: keys.releases })
    void client.invalidateQueries({ queryKey: ['artist'] })
  }
  const obstacle = obstacleTo(release)
  if (obstacle) return <p className="text-sm text-ink3">{obstacle}</p>
  return (
    <>
      <Button look="quiet" className="-ms-4 self-start text-bad!" onClick={() => setIsAsking(true)}>
        Delete {release.state === 'draft' ? 'draft' : 'release'}…
      </Button>
      {isAsking && (
        <Asking
          release={release}
          onDone={() => void deleted()}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </>
  )
}

interface AskingProps {
  release: ReleaseDetail
  onDone: () => void
  onCancel: () => void
}

function Asking({ release, onDone, onCancel }: AskingProps) {
  const [kept] = useState(() => new Date(Date.now() + KEPT_MS).toISOString())
  return (
    <ConfirmDialog
      title={
        <>
          Delete <bdi>{release.title}</bdi>
        </>
      }
      action="Delete"
      onConfirm={() => deleteRelease(release.id)}
      onDone={onDone}
      onCancel={onCancel}
    >
      The release and {trackCount(release.tracks.length)} go into the bin. You can take them back
      until <When at={kept} isDay />; then they are gone for good. Files that are still being sent
      are not kept.
    </ConfirmDialog>
  )
}
