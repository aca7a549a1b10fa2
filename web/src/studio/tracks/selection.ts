/** Which tracks are chosen to be edited together; with Shift all between two. */
import { useState } from 'react'

export interface Selection {
  /** In the order of the release, and of these only such that are still there. */
  ids: string[]
  has: (id: string) => boolean
  isAll: boolean
  toggle: (id: string, isRange: boolean) => void
  toggleAll: () => void
  clear: () => void
}

/** From one to the other, both with them, in either direction. */
function between(ids: string[], one: string, other: string): string[] {
  const [from = 0, to = 0] = [ids.indexOf(one), ids.indexOf(other)].sort((a, b) => a - b)
  return from < 0 ? [other] : ids.slice(from, to + 1)
}

export function useSelection(all: string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState('')
  const ids = all.filter((id) => chosen.has(id))
  const isAll = all.length > 0 && ids.length === all.length
  return {
    ids,
    has: (id) => chosen.has(id),
    isAll,
    toggle(id, isRange) {
      const next = new Set(chosen)
      const isOn = !chosen.has(id)
      for (const each of isRange && last ? between(all, last, id) : [id])
        if (isOn) next.add(each)
        else next.delete(each)
      setChosen(next)
      setLast(id)
    },
    toggleAll: () => setChosen(new Set(isAll ? [] : all)),
    clear: () => setChosen(new Set()),
  }
}
