/** Takes tracks off a release, and back from its bin for as long as the page remembers where they were. */
import { useState } from 'react'

import { deleteTrack } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import { restoreTrack } from '@/api/release-tracks'
import type { ReleaseDetail, Track } from '@/api/types'
import { uploadCenter } from '@/studio/uploads'
import { useReleaseChange } from '@/studio/use-release'

export interface Removal {
  /** Those that were just taken off, unless they are back. */
  gone: Track[]
  /** Why something was refused, by the id of the track. */
  refusals: Record<string, string>
  /** True if it is done. */
  remove: (track: Track) => Promise<boolean>
  restore: (trackId: string) => Promise<boolean>
  /** Shows none of it any more: it went for good. */
  forget: (trackId: string) => void
}

/** The server keeps no track whose file never came. */
const isKept = ({ upload }: Track): boolean => upload?.state !== 'waiting'

export function useRemoval(release: ReleaseDetail): Removal {
  const { refresh } = useReleaseChange(release.id)
  const [removed, setRemoved] = useState<Track[]>([])
  const [refusals, setRefusals] = useState<Record<string, string>>({})
  const present = new Set(release.tracks.map(({ id }) => id))
  const forget = (id: string) => setRemoved((all) => all.filter((track) => track.id !== id))

  const attempt = async (id: string, act: () => Promise<unknown>): Promise<boolean> => {
    try {
      await act()
      setRefusals((all) => ({ ...all, [id]: '' }))
      return true
    } catch (error) {
      setRefusals((all) => ({ ...all, [id]: messageOf(error) }))
      return false
    } finally {
      refresh()
    }
  }
  return {
    gone: removed.filter(({ id }) => !present.has(id)),
    refusals,
    remove: (track) =>
      attempt(track.id, async () => {
        await deleteTrack(track.id)
        uploadCenter.forgetTrack(track.id)
        forget(track.id)
        if (isKept(track)) setRemoved((all) => [...all, track])
      }),
    restore: (id) => attempt(id, () => restoreTrack(id)),
    forget,
  }
}
