/** What can be done with the tracks that are selected. */
import { useState } from 'react'

import type { ReleaseDetail, Track } from '@/api/types'
import { SMALL_BUTTON } from '@/studio/transfer-row'
import { Button } from '@/ui/button'

import { BulkCreditsDialog } from './bulk-credits-dialog'
import { BulkEditDialog } from './bulk-edit-dialog'
import { BulkGenresDialog } from './bulk-genres-dialog'
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
  onRemove: (tracks: Track[]) => Promise<void>
}

export interface BulkDialogProps {
  release: ReleaseDetail
  tracks: Track[]
  onClose: () => void
  /** What was done, in words. */
  onSaved: (words: string) => void
}

const DIALOGS = {
  'Edit together': BulkEditDialog,
  Credits: BulkCreditsDialog,
  Genres: BulkGenresDialog,
}
type DialogName = keyof typeof DIALOGS

export function BulkBar({ release, discs, selection, onToDisc, onRemove }: BulkBarProps) {
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const [told, setTold] = useState('')
  const { ids, isAll } = selection
  const tracks = release.tracks.filter(({ id }) => ids.includes(id))
  const Shown = dialog && DIALOGS[dialog]
  const onSaved = (words: string) => {
    setDialog(null)
    selection.clear()
    setTold(words)
  }
  const remove = () => {
    setTold('')
    selection.clear()
    void onRemove(tracks)
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
          {(Object.keys(DIALOGS) as DialogName[]).map((name) => (
            <Act key={name} name={name} onClick={() => setDialog(name)} />
          ))}
          <Act name="Remove" onClick={remove} />
          <ToDiscs discs={discs} isAll={isAll} onToDisc={onToDisc} />
        </>
      )}
      {Shown && tracks.length > 0 && (
        <Shown {...{ release, tracks, onSaved }} onClose={() => setDialog(null)} />
      )}
    </div>
  )
}

const Act = ({ name, onClick }: { name: string; onClick: () => void }) => (
  <Button look="outline" className={SMALL_BUTTON} onClick={onClick}>
    {name}
  </Button>
)

interface ToDiscsProps extends Pick<BulkBarProps, 'discs' | 'onToDisc'> {
  isAll: boolean
}

function ToDiscs({ discs, isAll, onToDisc }: ToDiscsProps) {
  const [isOpen, setIsOpen] = useState(false)
  if (isAll && discs.length === 1) return null
  return (
    <RowMenu label="More for these tracks" isOpen={isOpen} onToggle={setIsOpen}>
      <DiscItems
        otherDiscs={discs.length > 1 ? discs.map(({ number }, index) => ({ number, index })) : []}
        newDisc={isAll ? null : discs.length}
        toDisc={(index) => {
          setIsOpen(false)
          onToDisc(index)
        }}
      />
    </RowMenu>
  )
}
