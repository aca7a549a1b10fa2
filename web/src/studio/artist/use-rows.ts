/** Rows of a list in a form: added, removed, moved; the focus goes along, and what happened is told. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'

import { moved } from './moved'

interface RowsToChange {
  rows: number[]
  onRows: (rows: number[]) => void
  /** What one row is: "link". */
  noun: string
  /** A number that no row has had. */
  nextRow: number
}

const STEPS: Record<string, -1 | 1> = { ArrowUp: -1, ArrowDown: 1 }

const within = (row: number | string, what: string) => `[data-row="${row}"] ${what}`

/** Finds an element again after its row has moved, which takes the focus from it. */
function selectorOf(element: HTMLElement, row: number): string {
  const name = element.getAttribute('name')
  const move = element.getAttribute('data-move')
  if (name) return within(row, `[name="${name}"]`)
  return within(row, move ? `[data-move="${move}"]` : '[data-remove]')
}

export function useRows({ rows, onRows, noun, nextRow }: RowsToChange) {
  const frame = useRef<HTMLFieldSetElement>(null)
  const goal = useRef('')
  const [told, setTold] = useState('')
  useEffect(() => {
    if (goal.current) frame.current?.querySelector<HTMLElement>(goal.current)?.focus()
    goal.current = ''
  }, [rows])
  const change = (next: number[], focusOn: string, words: string) => {
    goal.current = focusOn
    setTold(words)
    onRows(next)
  }
  const move = (row: number, by: -1 | 1, focusOn = within(row, `[data-move="${by}"]`)) => {
    const next = moved(rows, row, by)
    if (next !== rows) change(next, focusOn, `Moved to ${next.indexOf(row) + 1} of ${next.length}.`)
  }
  return {
    frame,
    told,
    move,
    add: () => change([...rows, nextRow], within(nextRow, 'input'), ''),
    remove: (row: number) => {
      const rest = rows.filter((other) => other !== row)
      change(rest, '[data-add]', `The ${noun} is removed.`)
    },
    onKeyDown: (row: number) => (event: KeyboardEvent<HTMLElement>) => {
      const by = event.altKey && STEPS[event.key]
      if (!by) return
      event.preventDefault()
      move(row, by, selectorOf(event.target as HTMLElement, row))
    },
  }
}
