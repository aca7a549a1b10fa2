/** Lyrics as they were read: each line with its time, words with theirs. */
import type { Lyrics, LyricsLine } from '@/api/lyrics'

import { langOf } from './languages'
import { lrcClock } from './lrc'

export function Understood({ lyrics }: { lyrics: Lyrics }) {
  const count = lyrics.lines.length
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-medium text-ink2 underline underline-offset-4 hover:text-ink">
        Show {count} {count === 1 ? 'line' : 'lines'}
      </summary>
      <ol
        lang={langOf(lyrics.language)}
        className="flex max-h-96 flex-col gap-0.5 overflow-y-auto rounded-card bg-paper2 p-3"
        // Scrolled with the keyboard.
        tabIndex={0}
        aria-label="Lines as they are understood"
      >
        {lyrics.lines.map((line, at) => (
          <Line key={at} line={line} />
        ))}
      </ol>
    </details>
  )
}

const Line = ({ line }: { line: LyricsLine }) => (
  <li className="grid min-h-6 grid-cols-[5rem_1fr] items-baseline gap-2">
    <span dir="ltr" className="text-sm text-ink2 tabular-nums">
      {line.start_ms === null ? '' : lrcClock(line.start_ms)}
    </span>
    <span dir="auto" className="wrap-anywhere">
      {line.words.length === 0 ? line.text : <Words line={line} />}
    </span>
  </li>
)

const Words = ({ line: { words } }: { line: LyricsLine }) =>
  words.map(({ start_ms, text }, at) => (
    <span key={at}>
      <span dir="ltr" className="text-xs text-ink2 tabular-nums">
        {lrcClock(start_ms)}{' '}
      </span>
      {text.trim()}{' '}
    </span>
  ))
