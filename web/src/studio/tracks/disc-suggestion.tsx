/** Folders said on which discs files lay, and the files themselves didn't: offers that order. */
import type { ReleaseDetail } from '@/api/types'
import type { Transfer } from '@/studio/uploads'
import { SMALL_BUTTON } from '@/studio/transfer-row'
import { Button } from '@/ui/button'

import { discsByFolder } from './disc-folders'
import { discsOf } from './order'
import { useTrackOrder } from './use-track-order'

interface DiscSuggestionProps {
  release: ReleaseDetail
  transfers: Transfer[]
}

export function DiscSuggestion({ release, transfers }: DiscSuggestionProps) {
  const { wish, isWished, refusal } = useTrackOrder(release)
  const isRead = release.tracks.every(({ state }) => state !== 'waiting' && state !== 'processing')
  const now = discsOf(release)
  const wanted = discsByFolder(now, transfers)
  // Who has several already has put them there, or the files have.
  if (!isRead || now.length > 1 || wanted.length < 2) return null
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-card bg-paper2 px-4 py-3">
      <p className="min-w-0 flex-1 basis-60 text-sm">
        {refusal || `Your folders say that this is on ${wanted.length} discs.`}
      </p>
      <Button
        look="outline"
        className={SMALL_BUTTON}
        disabled={isWished}
        onClick={() => void wish(wanted)}
      >
        Put the tracks on {wanted.length} discs
      </Button>
    </div>
  )
}
