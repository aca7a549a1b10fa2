/** The tracks of a release in the editor, and files that the server does not know yet. */
import type { ReleaseDetail, Track } from '@/api/types'

import { TrackRow } from './track-row'
import { TransferRow } from './transfer-row'
import type { Transfer } from './uploads'

interface TrackRowsProps {
  release: ReleaseDetail
  transfers: Transfer[]
}

export function TrackRows({ release, transfers }: TrackRowsProps) {
  const known = new Set(release.tracks.map((track) => track.id))
  const unknown = transfers.filter(
    ({ announced, state }) => !announced || (!known.has(announced.trackId) && state !== 'sent'),
  )
  const transferOf = (track: Track) =>
    transfers.find(({ announced }) => announced?.trackId === track.id)
  if (release.tracks.length + unknown.length === 0)
    return <p className="text-ink2">No tracks yet. Add the first file below.</p>
  return (
    <ol className="flex flex-col border-t border-line">
      {release.tracks.map((track, i) => (
        <TrackRow key={track.id} track={track} number={i + 1} transfer={transferOf(track)} />
      ))}
      {unknown.map((transfer) => (
        <TransferRow key={transfer.key} transfer={transfer} />
      ))}
    </ol>
  )
}
