/** Takes tracks off a release, and back from its bin for as long as the page remembers where they were. */
import { useState } from 'react'

import { deleteTrack } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import { restoreTrack } from '@/api/release-tracks'
import type { ReleaseDetail, Track } from '@/api/types'
import { uploadCenter } from '@/studio/uploads'
import { useReleaseChange } from '@/studio/use-release'

import { removedWords, restoredWords } from './removal-words'

export interface Removal {
  /** Those that were just taken off one by one, unless they are back. */
  gone: Track[]
  /** Those that were taken off at once and can come back. */
  together: Track[]
  /** What became of those that were taken off at once. */
  told: string
  /** Why something was refused, by the id of the track. */
  refusals: Record<string, string>
  /** True if it is done. */
  remove: (track: Track) => Promise<boolean>
  restore: (trackId: string) => Promise<boolean>
  /** One after another, until one is refused. */
  removeAll: (tracks: Track[]) => Promise<void>
  /** All of `together`; gives those that are back. */
  restoreAll: () => Promise<Track[]>
  /** Shows none of it any more: it went for good. */
  forget: (trackId: string) => void
}

/** The server keeps no track whose file never came. */
const isKept = ({ upload }: Track): boolean => upload?.state !== 'waiting'

async function takeOff({ id }: Track): Promise<void> {
  await deleteTrack(id)
  uploadCenter.forgetTrack(id)
}

/** Those with which it was done, and why not with the next one. */
async function inTurn(tracks: Track[], act: (track: Track) => Promise<unknown>) {
  const done: Track[] = []
  try {
    for (const track of tracks) {
      await act(track)
      done.push(track)
    }
  } catch (error) {
    return { done, refusal: messageOf(error) }
  }
  return { done, refusal: '' }
}

const without = (tracks: Track[], id: string): Track[] => tracks.filter((each) => each.id !== id)

export function useRemoval(release: ReleaseDetail): Removal {
  const { refresh } = useReleaseChange(release.id)
  const [removed, setRemoved] = useState<Track[]>([])
  const [refusals, setRefusals] = useState<Record<string, string>>({})
  const present = new Set(release.tracks.map(({ id }) => id))
  const isGone = ({ id }: Track) => !present.has(id)
  const bulk = useBulkRemoval(refresh)
  const forget = (id: string) => {
    setRemoved((all) => without(all, id))
    bulk.forget(id)
  }
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
    ...bulk,
    gone: removed.filter(isGone),
    together: bulk.together.filter(isGone),
    refusals,
    remove: (track) =>
      attempt(track.id, async () => {
        await takeOff(track)
        forget(track.id)
        if (isKept(track)) setRemoved((all) => [...all, track])
      }),
    restore: (id) => attempt(id, () => restoreTrack(id)),
    forget,
  }
}

function useBulkRemoval(refresh: () => void) {
  const [together, setTogether] = useState<Track[]>([])
  const [told, setTold] = useState('')
  const removeAll = async (tracks: Track[]) => {
    setTold(`Removing ${tracks.length}…`)
    const { done, refusal } = await inTurn(tracks, takeOff)
    const kept = done.filter(isKept)
    setTogether(kept)
    setTold(removedWords(tracks.length, done.length, done.length - kept.length, refusal))
    refresh()
  }
  /** The last one first, so that each finds its place as it left it. */
  const restoreAll = async () => {
    const { done, refusal } = await inTurn(together.toReversed(), ({ id }) => restoreTrack(id))
    setTogether(together.filter((track) => !done.includes(track)))
    setTold(restoredWords(together.length, done.length, refusal))
    refresh()
    return done.toReversed()
  }
  const forget = (id: string) => setTogether((all) => without(all, id))
  return { together, told, removeAll, restoreAll, forget }
}
