/** A tree that opens and closes, or the entries that match a search; arrows move along them. */
import { type KeyboardEvent, useState } from 'react'

import { Empty } from '@/ui/states'

import type { GenreAct } from './genre-dialogs'
import { GenreRow } from './genre-row'
import { type Branch, flat, matches } from './genre-tree'

interface GenreListProps {
  branches: Branch[]
  search: string
  onAct: (act: GenreAct) => void
}

export function GenreList({ branches, search, onAct }: GenreListProps) {
  const found = search.trim() ? flat(branches).filter(({ genre }) => matches(genre, search)) : null
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string, isOpen: boolean) => {
    const next = new Set(open)
    if (isOpen) next.add(id)
    else next.delete(id)
    setOpen(next)
  }
  if (found?.length === 0 || branches.length === 0) return <Empty sentence="No name like that." />
  return (
    <ul className="border-t border-line" onKeyDown={onArrow}>
      {found
        ? found.map(({ genre, path }) => (
            <GenreRow key={genre.id} genre={genre} above={path.slice(0, -1)} onAct={onAct} />
          ))
        : branches.map((branch) => (
            <GenreBranch key={branch.genre.id} {...{ branch, open, toggle, onAct }} depth={0} />
          ))}
    </ul>
  )
}

interface GenreBranchProps {
  branch: Branch
  depth: number
  open: ReadonlySet<string>
  toggle: (id: string, isOpen: boolean) => void
  onAct: (act: GenreAct) => void
}

function GenreBranch({ branch: { genre, below }, depth, open, toggle, onAct }: GenreBranchProps) {
  const isOpen = open.has(genre.id)
  return (
    <GenreRow
      genre={genre}
      depth={depth}
      belowCount={below.length}
      isOpen={isOpen}
      onToggle={(next) => toggle(genre.id, next)}
      onAct={onAct}
    >
      {isOpen && below.length > 0 && (
        <ul>
          {below.map((branch) => (
            <GenreBranch
              key={branch.genre.id}
              {...{ branch, open, toggle, onAct }}
              depth={depth + 1}
            />
          ))}
        </ul>
      )}
    </GenreRow>
  )
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/** Moves the focus from one entry to another; the entries open and close by Left and Right themselves. */
function onArrow(event: KeyboardEvent<HTMLUListElement>): void {
  const step = STEPS[event.key]
  if (!step || !(event.target instanceof HTMLElement) || !event.target.matches('[data-genre]'))
    return
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-genre]')]
  const goal = entries[entries.indexOf(event.target) + step]
  if (!goal) return
  event.preventDefault()
  goal.focus()
}
