/** The bin of a release: tracks that were removed, until when they are kept, and the ways back and out. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { eraseTrack, removedTracksQuery, type RemovedTrack } from '@/api/release-tracks'
import type { ReleaseDetail } from '@/api/types'
import { clock } from '@/player/time'
import { useReleaseChange } from '@/studio/use-release'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Loaded } from '@/ui/loaded'
import { Row } from '@/ui/row'
import { When } from '@/ui/when'

import { Disclosure } from './disclosure'
import type { Removal } from './use-removal'

interface RemovedTracksProps {
  release: ReleaseDetail
  removal: Removal
}

export const RemovedTracks = (props: RemovedTracksProps) => (
  <Disclosure title="Removed tracks">
    <Bin {...props} />
  </Disclosure>
)

function Bin({ release, removal }: RemovedTracksProps) {
  const query = useQuery(removedTracksQuery(release.id, release.version))
  const [told, setTold] = useState('')
  return (
    <Loaded query={query} bone="h-16">
      {(tracks) => (
        <>
          <p role="status" className="font-medium text-ok empty:hidden">
            {told}
          </p>
          {tracks.length === 0 && (
            <p className="text-ink2">Nothing was removed here in the last 30 days.</p>
          )}
          <ul className="flex flex-col">
            {tracks.map((track) => (
              <BinRow key={track.id} {...{ track, release, removal }} onTold={setTold} />
            ))}
          </ul>
        </>
      )}
    </Loaded>
  )
}

interface BinRowProps extends RemovedTracksProps {
  track: RemovedTrack
  onTold: (words: string) => void
}

function BinRow({ track, release, removal, onTold }: BinRowProps) {
  const { id, title, duration_ms, purged_at } = track
  const { refresh } = useReleaseChange(release.id)
  const [isAsking, setIsAsking] = useState(false)
  const restore = async () => {
    if (await removal.restore(id)) onTold(`${title} is back.`)
  }
  return (
    <Row
      title={title}
      facts={
        <>
          {duration_ms ? `${clock(duration_ms)} · ` : ''}
          <bdi>{track.file_name}</bdi> · kept until <When at={purged_at} isDay />
        </>
      }
      error={removal.refusals[id]}
      actions={
        <>
          <Button look="quiet" aria-label={`Put ${title} back`} onClick={() => void restore()}>
            Put back
          </Button>
          <Button look="quiet" aria-label={`Delete ${title}`} onClick={() => setIsAsking(true)}>
            Delete
          </Button>
        </>
      }
    >
      {isAsking && (
        <ConfirmDialog
          title={
            <>
              Delete <bdi>{title}</bdi> for good?
            </>
          }
          action="Delete for good"
          onConfirm={() => eraseTrack(id)}
          onDone={() => {
            setIsAsking(false)
            removal.forget(id)
            refresh()
            onTold(`${title} is deleted.`)
          }}
          onCancel={() => setIsAsking(false)}
        >
          Its file and everything made of it go now. This can’t be undone.
        </ConfirmDialog>
      )}
    </Row>
  )
}
