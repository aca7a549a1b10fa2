/** The tracks of a release in the editor, from their files to their order. */
import { useStore } from 'zustand'

import type { ReleaseDetail } from '@/api/types'
import { MAX_TRACKS } from '@/studio/audio-files'
import { DropZone } from '@/studio/drop-zone'
import type { Transfer } from '@/studio/uploads'
import { useTransfers } from '@/studio/use-release'

import { chosenFiles } from './chosen'
import { ChosenNotes } from './chosen-notes'
import { sendingWords, standingWords, unknownOf } from './overall'
import { RemovedTracks } from './removed-tracks'
import { TableSection } from './table-section'
import { TrackList } from './track-list'
import { useAddFiles } from './use-add-files'
import { useRemoval } from './use-removal'

export function TracksSection({ release }: { release: ReleaseDetail }) {
  const transfers = useTransfers(release.id)
  const removal = useRemoval(release)
  const addFiles = useAddFiles()
  const chosen = useStore(chosenFiles, (all) => all[release.id])
  const { tracks } = release
  return (
    <section aria-labelledby="tracks" className="flex flex-col gap-3">
      <h2 id="tracks" className="text-xl font-bold">
        Tracks
      </h2>
      <Overall release={release} transfers={transfers} />
      <TrackList release={release} transfers={transfers} removal={removal} />
      <DropZone
        isSmall
        places={MAX_TRACKS - tracks.length - unknownOf(tracks, transfers).length}
        onFiles={(files) => addFiles(release, files)}
      />
      {chosen && <ChosenNotes {...chosen} />}
      {tracks.length > 0 && <TableSection release={release} />}
      <RemovedTracks release={release} removal={removal} />
    </section>
  )
}

/** What changes with every byte isn't read out. */
function Overall({ release, transfers }: { release: ReleaseDetail; transfers: Transfer[] }) {
  const sending = sendingWords(transfers)
  return (
    <p className="text-sm text-ink2">
      <span role="status" className="font-semibold">
        {standingWords(release, transfers)}
      </span>
      {sending && <span> · {sending}</span>}
    </p>
  )
}
