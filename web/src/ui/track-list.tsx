/** Tracks in order: number, title, length; what plays is marked, and arrows move along the rows. */
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode } from 'react'

import type { Track } from '@/api/types'
import { usePlayer, usePlayerState } from '@/player/react'
import { clock } from '@/player/time'

import { artistLineOf } from './artist-line'
import { ExplicitMark } from './explicit-mark'
import { PauseIcon, PlayIcon, WarningIcon } from './icons'

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/** Moves the focus from one row's play button to another's. */
function onArrow(event: KeyboardEvent<HTMLOListElement>): void {
  const step = STEPS[event.key]
  if (!step || !(event.target instanceof HTMLButtonElement)) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('[data-play]')]
  const goal = buttons[buttons.indexOf(event.target) + step]
  if (!goal) return
  event.preventDefault()
  goal.focus()
}

interface TrackListProps {
  tracks: Track[]
  label: string
  /** What plays on after one of them, where these are a part of it. */
  all?: Track[]
}

export function TrackList({ tracks, label, all = tracks }: TrackListProps) {
  const player = usePlayer()
  const playable = all.filter((track) => track.is_playable)
  const play = (track: Track) => player.playTracks(playable, playable.indexOf(track))
  return (
    <ol aria-label={label} className="flex flex-col" onKeyDown={onArrow}>
      {tracks.map((track) => (
        <Row key={track.id} track={track} number={track.number} onPlay={() => play(track)} />
      ))}
    </ol>
  )
}

const ROW =
  'group grid min-h-14 grid-cols-[3rem_1fr_auto] items-center gap-2 border-b border-line pe-4 sm:min-h-13'

interface RowProps {
  track: Track
  /** As its disc prints it. */
  number: number
  onPlay: () => void
}

function Row({ track, number, onPlay }: RowProps) {
  const isCurrent = usePlayerState((state) => state.track?.id === track.id)
  const look = isCurrent ? 'rounded-control bg-spot-soft' : 'hover:bg-paper2'
  return (
    <li
      className={`${ROW} ${look}`}
      aria-current={isCurrent || undefined}
      onDoubleClick={track.is_playable ? onPlay : undefined}
    >
      {track.is_playable ? (
        <PlayCell {...{ track, number, isCurrent, onPlay }} />
      ) : (
        <Number>{number}</Number>
      )}
      <span className="min-w-0 py-1.5">
        <span className="flex min-w-0 items-center">
          <Link
            to="/track/$ref"
            params={{ ref: track.slug }}
            className={`block truncate leading-6 hover:underline ${isCurrent ? 'font-semibold text-spot' : 'font-medium'}`}
          >
            <bdi>{track.title}</bdi>
            {track.version_title && (
              <span className="font-normal text-ink2">
                {' '}
                (<bdi>{track.version_title}</bdi>)
              </span>
            )}
          </Link>
          <ExplicitMark mark={track.explicit} />
        </span>
        <span className="block truncate text-sm text-ink2">
          <bdi>{artistLineOf(track)}</bdi>
        </span>
      </span>
      <End track={track} />
    </li>
  )
}

const Number = ({ children }: { children: ReactNode }) => (
  <span className="text-center text-sm text-ink3">{children}</span>
)

function End({ track }: { track: Track }) {
  if (track.state === 'failed')
    return (
      <span className="flex items-center gap-1.5 text-sm text-bad">
        <WarningIcon size={18} /> Failed
      </span>
    )
  if (!track.is_playable) return <span className="text-sm text-ink3">Processing</span>
  return <span className="text-sm text-ink2">{clock(track.duration_ms ?? 0)}</span>
}

interface PlayCellProps extends RowProps {
  isCurrent: boolean
}

/** The number turns into a button's icon on hover and focus; on touch the row's button is always there. */
function PlayCell({ track, number, isCurrent, onPlay }: PlayCellProps) {
  const player = usePlayer()
  const isPlaying = usePlayerState((state) => state.isPlaying) && isCurrent
  return (
    <button
      type="button"
      data-play
      aria-label={`${isPlaying ? 'Pause' : 'Play'} ${track.title}`}
      onClick={isCurrent ? () => player.toggle() : onPlay}
      className="grid h-full min-h-11 w-12 place-items-center rounded-control text-spot [&>*]:col-start-1 [&>*]:row-start-1"
    >
      <span className="text-sm text-ink3 transition-opacity group-hover:opacity-0 group-focus-within:opacity-0">
        {isCurrent ? <PlayingBars isPaused={!isPlaying} /> : <DrawnNumber value={number} />}
      </span>
      <span className="opacity-0 transition-opacity group-hover:opacity-100 group-focus-within:opacity-100">
        {isPlaying ? <PauseIcon size={18} /> : <PlayIcon size={18} />}
      </span>
    </button>
  )
}

/** Drawn by CSS, because a button's visible text would have to be part of its name. */
const DrawnNumber = ({ value }: { value: number }) => (
  <span data-number={value} className="before:content-[attr(data-number)]" />
)

export function PlayingBars({ isPaused }: { isPaused: boolean }) {
  return (
    <span
      className="bars flex items-end gap-0.5"
      data-paused={isPaused || undefined}
      aria-hidden="true"
    >
      <i />
      <i />
      <i />
    </span>
  )
}
