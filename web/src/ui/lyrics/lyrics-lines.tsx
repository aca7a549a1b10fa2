/** Lyrics line by line: those with times are buttons that play from there, the others plain text. */
import { type KeyboardEvent, memo } from 'react'

import type { Lyrics, LyricsLine } from '@/api/lyrics'
import type { Place } from '@/player/lyrics-clock'

import { langOf } from './language'

interface LyricsLinesProps {
  lyrics: Lyrics
  place: Place
  /** A stable function. */
  onSeek: (positionMs: number) => void
}

export function LyricsLines({ lyrics, place, onSeek }: LyricsLinesProps) {
  const { lines, kind } = lyrics
  if (kind === 'plain') return <PlainText lyrics={lyrics} />
  const firstTimed = lines.findIndex(({ start_ms: startMs }) => startMs !== null)
  const tabbable = place.line < 0 ? firstTimed : place.line
  return (
    <ol lang={langOf(lyrics)} aria-label="Lyrics" onKeyDown={onArrow} className="flex flex-col">
      {lines.map((line, i) => (
        <Line
          key={i}
          line={line}
          isNow={i === place.line}
          isTabbable={i === tabbable}
          word={i === place.line ? place.word : -1}
          onSeek={onSeek}
        />
      ))}
    </ol>
  )
}

const PlainText = ({ lyrics }: { lyrics: Lyrics }) => (
  <p lang={langOf(lyrics)} dir="auto" className="text-lg whitespace-pre-line wrap-anywhere">
    {lyrics.lines.map(({ text }) => text).join('\n')}
  </p>
)

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/** Up and Down move along the lines; Tab leaves them. */
function onArrow(event: KeyboardEvent<HTMLOListElement>): void {
  const step = STEPS[event.key]
  if (!step || !(event.target instanceof HTMLButtonElement)) return
  const lines = [...event.currentTarget.querySelectorAll('button')]
  const goal = lines[lines.indexOf(event.target) + step]
  if (!goal) return
  event.preventDefault()
  goal.focus()
}

interface LineProps {
  line: LyricsLine
  isNow: boolean
  isTabbable: boolean
  word: number
  onSeek: (positionMs: number) => void
}

const LINE =
  'block w-full rounded-control border-s-4 px-3 py-1.5 text-start text-lg font-medium wrap-anywhere'
// No other weight for what is sung: it would break lines elsewhere.
const LOOK = { now: 'border-spot text-ink', other: 'border-transparent text-ink3' }

/** Rendered again only when it begins, ends, or its next word is sung. */
const Line = memo(function Line({ line, isNow, isTabbable, word, onSeek }: LineProps) {
  const { start_ms: startMs, text, words } = line
  if (startMs === null)
    return (
      <li dir="auto" className={`${LINE} ${LOOK.other}`}>
        {text}
      </li>
    )
  return (
    <li aria-current={isNow || undefined} data-now={isNow || undefined}>
      <button
        type="button"
        dir="auto"
        tabIndex={isTabbable ? 0 : -1}
        onClick={() => onSeek(startMs)}
        className={`${LINE} min-h-9 hover:bg-paper3 ${isNow ? LOOK.now : LOOK.other}`}
      >
        {isNow && words.length > 0 ? <Words words={words} word={word} /> : <Text text={text} />}
      </button>
    </li>
  )
})

/** Nothing is sung for a while where a line is empty. */
const Text = ({ text }: { text: string }) =>
  text || (
    <>
      <span aria-hidden="true">♪</span>
      <span className="sr-only">No words</span>
    </>
  )

const Words = ({ words, word }: Pick<LyricsLine, 'words'> & { word: number }) =>
  words.map(({ text }, i) => (
    <span key={i} data-sung={i <= word || undefined} className="data-sung:text-spot">
      {text}
    </span>
  ))
