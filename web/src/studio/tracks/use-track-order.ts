/** The order as it is wished: shown at once, sent one change after the other, taken back when it is refused. */
import { useRef, useState } from 'react'

import { orderTracks } from '@/api/release-tracks'
import { ApiError, messageOf } from '@/api/problem'
import type { ReleaseDetail } from '@/api/types'
import { useReleaseChange } from '@/studio/use-release'

import { type Disc, discsOf, isSameOrder, reconciled } from './order'

const refusalOf = (error: unknown): string =>
  error instanceof ApiError && error.conflict
    ? 'The order was changed meanwhile, by somebody else or by what the files say. This is how it stands: move your tracks again if you like.'
    : `The tracks are back in their old order. ${messageOf(error)}`

interface Wish {
  discs: Disc[]
  /** The version that has it; null while it is on its way. */
  version: number | null
}

export function useTrackOrder(release: ReleaseDetail) {
  const { accept, refresh } = useReleaseChange(release.id)
  const [wished, setWished] = useState<Wish | null>(null)
  const [refusal, setRefusal] = useState('')
  const next = useRef<Disc[] | null>(null)
  const isSending = useRef(false)
  const made = useRef(0)
  const version = release.version ?? 1
  // The server's answer is seen a moment later than it comes.
  const isWished = wished !== null && (wished.version === null || wished.version > version)
  const discs = isWished ? reconciled(wished.discs, release) : discsOf(release)

  /** Each is meant for the version that the one before it made. */
  const sendAll = async () => {
    while (next.current) {
      const order = next.current
      next.current = null
      const answer = await orderTracks(release.id, order, Math.max(version, made.current))
      made.current = answer.version ?? 1
      accept(answer)
    }
  }
  const wish = async (order: Disc[]) => {
    if (isSameOrder(order, discs)) return
    setWished({ discs: order, version: null })
    setRefusal('')
    next.current = order
    if (isSending.current) return
    isSending.current = true
    try {
      await sendAll()
      setWished((last) => last && { ...last, version: made.current })
    } catch (error) {
      next.current = null
      setWished(null)
      setRefusal(refusalOf(error))
      refresh()
    }
    isSending.current = false
  }
  return { discs, isWished, wish, refusal }
}

export type TrackOrder = ReturnType<typeof useTrackOrder>
