/** Gives several tracks the same credits at once. */
import { creditTracks } from '@/api/release-tracks'
import type { Track } from '@/api/types'
import { CreditsForm } from '@/studio/credits/credits-form'
import { useReleaseChange } from '@/studio/use-release'
import { Dialog } from '@/ui/dialog'
import { trackCount } from '@/ui/release-facts'

import type { BulkDialogProps } from './bulk-bar'

/** What all have, or nothing. */
function commonCredits(tracks: Track[]): Track['credits'] | null {
  const [first, ...others] = tracks.map(({ credits }) => credits)
  const isSame = others.every((credits) => JSON.stringify(credits) === JSON.stringify(first))
  return (isSame && first) || null
}

export function BulkCreditsDialog({ release, tracks, onClose, onSaved }: BulkDialogProps) {
  const { accept, refresh } = useReleaseChange(release.id)
  const common = commonCredits(tracks)
  const ids = tracks.map(({ id }) => id)
  return (
    <Dialog title={`Credits of ${trackCount(tracks.length)}`} onClose={onClose}>
      <p className="mb-4 text-sm text-ink2">
        {common
          ? 'What you save stands on each of them.'
          : 'They have different credits now. What you save takes the place of those on each.'}
      </p>
      <CreditsForm
        credits={common ?? []}
        version={release.version ?? 1}
        send={(credits, version) => creditTracks(release.id, ids, credits, version)}
        onSaved={(answer) => {
          accept(answer)
          onSaved(`Credits of ${trackCount(tracks.length)} changed`)
        }}
        onTakeTheirs={refresh}
        submit="Save on all of them"
        isAlwaysOpen={!common}
        onCancel={onClose}
      />
    </Dialog>
  )
}
