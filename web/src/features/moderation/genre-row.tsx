/** One genre or mood: its name, how it is spelled and how much has it, and what can be done with it. */
import type { KeyboardEvent, ReactNode } from 'react'

import type { Genre } from '@/api/genre-curation'
import { Button } from '@/ui/button'

import type { GenreAct } from './genre-dialogs'
import { spellings } from './genre-tree'
import { releaseCount } from './genre-words'

interface GenreRowProps {
  genre: Genre
  /** Names of what it stands below, where that is not to be seen. */
  above?: string[]
  depth?: number
  belowCount?: number
  isOpen?: boolean
  onToggle?: (isOpen: boolean) => void
  onAct: (act: GenreAct) => void
  children?: ReactNode
}

export function GenreRow(props: GenreRowProps) {
  const { genre, above = [], depth = 0, children, onAct } = props
  const others = spellings(genre)
  return (
    <li>
      <div
        className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2"
        style={{ paddingInlineStart: `${depth * 1.5}rem` }}
      >
        <div className="flex min-w-0 flex-1 basis-52 flex-col">
          <Name {...props} />
          <p className="text-sm wrap-anywhere text-ink2">
            {[...above, releaseCount(genre.release_count)].join(' · ')}
            {others.length > 0 && ` · also ${others.join(', ')}`}
          </p>
        </div>
        <Actions genre={genre} onAct={onAct} />
      </div>
      {children}
    </li>
  )
}

/** A press opens what stands below, or the dialog where nothing does. */
function Name({ genre, belowCount = 0, isOpen = false, onToggle, onAct }: GenreRowProps) {
  const isFamily = belowCount > 0
  const onKey = (event: KeyboardEvent) => {
    const isForward = event.key === 'ArrowRight'
    if (!isFamily || event.shiftKey || (!isForward && event.key !== 'ArrowLeft')) return
    event.preventDefault()
    onToggle?.(isForward)
  }
  return (
    <button
      type="button"
      data-genre
      aria-expanded={isFamily ? isOpen : undefined}
      onKeyDown={onKey}
      onClick={() => (isFamily ? onToggle?.(!isOpen) : onAct({ act: 'place', genre }))}
      className="flex min-h-9 items-center gap-2 self-start text-start font-semibold hover:underline"
    >
      {isFamily && (
        <span
          aria-hidden="true"
          className={`transition-transform ${isOpen ? 'rotate-90' : 'rtl:-scale-x-100'}`}
        >
          ›
        </span>
      )}
      <bdi>{genre.name}</bdi>
      {isFamily && <span className="text-sm font-medium text-ink2">{belowCount}</span>}
    </button>
  )
}

const ACTS = [
  ['place', 'Change'],
  ['merge', 'Merge…'],
  ['remove', 'Remove…'],
] as const

function Actions({ genre, onAct }: Pick<GenreRowProps, 'genre' | 'onAct'>) {
  return (
    <div className="-mx-3 flex flex-wrap sm:mx-0">
      {ACTS.map(([act, label]) => (
        <Button
          key={act}
          look="quiet"
          className="px-3"
          aria-label={`${label.replace('…', '')} ${genre.name}`}
          onClick={() => onAct({ act, genre })}
        >
          {act === 'place' && !genre.is_curated ? 'Place' : label}
        </Button>
      ))}
    </div>
  )
}
