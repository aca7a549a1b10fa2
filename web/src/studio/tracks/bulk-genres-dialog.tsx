/** Gives several tracks the same genres and moods at once. */
import { styleTracks } from '@/api/release-tracks'
import { GenresForm } from '@/studio/genres/genres-form'
import { useReleaseChange } from '@/studio/use-release'
import { Dialog } from '@/ui/dialog'
import { trackCount } from '@/ui/release-facts'

import type { BulkDialogProps } from './bulk-bar'

export function BulkGenresDialog({ release, tracks, onClose, onSaved }: BulkDialogProps) {
  const { accept, refresh } = useReleaseChange(release.id)
  const ids = tracks.map(({ id }) => id)
  return (
    <Dialog title={`Genres of ${trackCount(tracks.length)}`} onClose={onClose}>
      <p className="mb-4 text-sm text-ink2">
        What you save takes the place of the genres and moods that each of them has now.
      </p>
      <GenresForm
        genres={[]}
        moods={[]}
        version={release.version ?? 1}
        send={(chosen, version) => styleTracks(release.id, ids, chosen, version)}
        onSaved={(answer) => {
          accept(answer)
          onSaved(`Genres of ${trackCount(tracks.length)} changed`)
        }}
        onTakeTheirs={refresh}
        submit="Save on all of them"
        isAlwaysOpen
        onCancel={onClose}
      />
    </Dialog>
  )
}
