/** What can be done with the tracks that are selected. */
import { useState } from 'react'

import type { ReleaseDetail } from '@/api/types'
import { SMALL_BUTTON } from '@/studio/transfer-row'
import { Button } from '@/ui/button'

import { BulkCreditsDialog } from './bulk-credits-dialog'
import { BulkEditDialog } from './bulk-edit-dialog'
import type { Disc } from './order'
import { RowMenu } from './row-menu'
import { DiscItems } from './row-menu-items'
import type { Selection } from './selection'
import { Tick } from './tick'

interface BulkBarProps {
  release: ReleaseDetail
  discs: Disc[]
  selection: Selection
  onToDisc: (index: number) => void
}

export function BulkBar({ release, discs, selection, onToDisc }: BulkBarProps) {
  const [isMenuOpen, setIsMenuOpen] = useState(false)
  const [dialog, setDialog] = useState<'fields' | 'credits' | null>(null)
  const [told, setTold] = useState('')
  const { ids, isAll } = selection
  const tracks = release.tracks.filter(({ id }) => ids.includes(id))
  const otherDiscs = discs.map(({ number }, index) => ({ number, index }))
  const parts = {
    release,
    tracks,
    onClose: () => setDialog(null),
    onSaved(words: string) {
      setDialog(null)
      selection.clear()
      setTold(words)
    },
  }
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-2 gap-y-1">
      <Tick
        label="Select all tracks"
        words="Select all"
        isOn={isAll}
        isSome={ids.length > 0 && !isAll}
        onChange={selection.toggleAll}
      />
      <p role="status" className="me-auto text-sm text-ink2">
        {ids.length > 0 ? `${ids.length} of ${release.tracks.length} selected` : told}
      </p>
      {ids.length > 0 && (
        <>
          <Button look="outline" className={SMALL_BUTTON} onClick={() => setDialog('fields')}>
            Edit together
          </Button>
          <Button look="outline" className={SMALL_BUTTON} onClick={() => setDialog('credits')}>
            Credits
          </Button>
          {!(isAll && discs.length === 1) && (
            <RowMenu label="More for these tracks" isOpen={isMenuOpen} onToggle={setIsMenuOpen}>
              <DiscItems
                otherDiscs={otherDiscs.length > 1 ? otherDiscs : []}
                newDisc={isAll ? null : discs.length}
                toDisc={(index) => {
                  setIsMenuOpen(false)
                  onToDisc(index)
                }}
              />
            </RowMenu>
          )}
        </>
      )}
      {dialog === 'fields' && tracks.length > 0 && <BulkEditDialog {...parts} />}
      {dialog === 'credits' && tracks.length > 0 && <BulkCreditsDialog {...parts} />}
    </div>
  )
}
