/** What the sections of a track's page are given. */
import type { Track } from '@/api/types'

export interface EditedTrack {
  track: Track
  /** Of its release: edits name it. */
  version: number
  onDirty: (isDirty: boolean) => void
}
