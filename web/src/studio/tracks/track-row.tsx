/** One track in the editor: its title, what can be done with it, and below it whatever its file is going through. */
import { Link } from '@tanstack/react-router'
import { useRef, useState, type ComponentProps, type KeyboardEvent } from 'react'

import { ApiError } from '@/api/problem'
import { changeTracks } from '@/api/release-tracks'
import type { Track } from '@/api/types'
import { clock } from '@/player/time'
import { changedMeanwhile } from '@/studio/editing/changed-meanwhile'
import { SavedField } from '@/studio/saved-field'
import { TrackFile } from '@/studio/track-file'
import { TransferButtons } from '@/studio/transfer-row'
import type { Transfer } from '@/studio/uploads'
import { useReleaseChange } from '@/studio/use-release'
import { IconButton } from '@/ui/button'

import { GripIcon } from './icons'
import { RowMenu } from './row-menu'
import { type Moves, RowMenuItems } from './row-menu-items'
import { Tick } from './tick'

interface TrackRowProps {
  track: Track
  /** What its disc prints. */
  number: number
  /** Of the release. */
  version: number
  transfer?: Transfer
  moves: Moves
  onRemove: () => void
  isSelected: boolean
  onSelect: (isRange: boolean) => void
  /** Where the dragged tracks would go: above or below this one. */
  drop?: 'above' | 'below'
  isDragged: boolean
  handle: ComponentProps<'button'>
  error?: string
}

export const handleId = (trackId: string): string => `move-${trackId}`
const HINT_ID = 'move-hint'

export const MoveHint = () => (
  <p id={HINT_ID} hidden>
    Drag it, or press Alt with the up or down arrow key.
  </p>
)

const DROPS = { above: 'shadow-[0_-3px_0_0_var(--spot)]', below: 'shadow-[0_3px_0_0_var(--spot)]' }
const STEPS: Record<string, -1 | 1> = { ArrowUp: -1, ArrowDown: 1 }

export function TrackRow(props: TrackRowProps) {
  const { track, transfer, moves, isSelected, onSelect, drop, isDragged, handle, error } = props
  const [isMenuOpen, setIsMenuOpen] = useState(false)
  const isOnItsWay = transfer && transfer.state !== 'sent' && transfer.state !== 'failed'
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.altKey && STEPS[event.key]
    if (!by) return
    event.preventDefault()
    moves.step(by)
  }
  return (
    <li
      aria-label={track.title}
      data-track={track.id}
      onKeyDown={onKeyDown}
      className={`flex flex-wrap items-center gap-1 border-b border-line py-2 sm:gap-2 ${drop ? DROPS[drop] : ''} ${isDragged ? 'opacity-55' : ''}`}
    >
      <IconButton
        id={handleId(track.id)}
        label={`Move ${track.title}`}
        aria-describedby={HINT_ID}
        className="w-8! cursor-grab touch-none"
        onClick={() => setIsMenuOpen(!isMenuOpen)}
        {...handle}
      >
        <GripIcon size={20} />
      </IconButton>
      <Tick label={`Select ${track.title}`} isOn={isSelected} onChange={onSelect} />
      <span className="w-6 text-center text-sm text-ink3">{props.number}</span>
      <TitleField track={track} version={props.version} />
      <span className="w-12 text-end text-sm text-ink2 max-sm:hidden">
        {track.duration_ms ? clock(track.duration_ms) : ''}
      </span>
      <DetailsLink track={track} />
      <RowMenu label={`More for ${track.title}`} isOpen={isMenuOpen} onToggle={setIsMenuOpen}>
        <RowMenuItems moves={moves} onRemove={isOnItsWay ? undefined : props.onRemove} />
      </RowMenu>
      <div className="flex min-w-0 flex-1 items-center gap-2 ps-9 max-sm:order-1 sm:basis-full sm:ps-29 has-[>div:only-child:empty]:hidden">
        <div className="flex min-w-0 flex-1 flex-col gap-2">
          {track.upload && <TrackFile track={track} upload={track.upload} transfer={transfer} />}
        </div>
        {isOnItsWay && <TransferButtons transfer={transfer} />}
      </div>
      {error && (
        <p role="alert" className="order-3 basis-full text-sm text-bad sm:ps-29">
          {error}
        </p>
      )}
    </li>
  )
}

const DetailsLink = ({ track }: { track: Track }) => (
  <Link
    to="/studio/tracks/$id"
    params={{ id: track.id }}
    aria-label={`Details of ${track.title}`}
    className="ms-auto flex min-h-9 items-center px-2 text-sm font-semibold text-ink2 hover:underline max-sm:order-2"
  >
    Details
  </Link>
)

function TitleField({ track, version }: Pick<TrackRowProps, 'track' | 'version'>) {
  const releaseId = track.release.id
  const { accept, refresh } = useReleaseChange(releaseId)
  // The version in which the title was seen, however the page moves on meanwhile.
  const seen = useRef(version)
  const save = async (title: string) => {
    try {
      const answer = await changeTracks(releaseId, [{ id: track.id, title }], seen.current)
      seen.current = answer.version ?? version
      accept(answer)
    } catch (error) {
      if (!(error instanceof ApiError) || !error.conflict) throw error
      seen.current = error.conflict.version
      refresh()
      throw changedMeanwhile(error.conflict.fields[0]?.theirs)
    }
  }
  return (
    <div className="flex min-w-36 flex-1" onFocus={() => (seen.current = version)}>
      <SavedField
        label={`Title of ${track.title}`}
        value={track.title}
        onSave={save}
        isLabelHidden
      />
    </div>
  )
}
