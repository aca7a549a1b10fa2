/** An ordered list in a form: rows are added, removed, and moved by buttons or Alt with the arrow keys. */
import { type ReactNode } from 'react'

import type { FieldErrors } from '@/api/problem'
import { Button } from '@/ui/button'

import { fieldIn, type ListName } from './profile-values'
import { RowActs } from './row-acts'
import { useRows } from './use-rows'

/** What a field of a row has by its name: its name in the form, and what was refused. */
export type FieldOf = (field: string) => { name: string; error: string | undefined }

interface RowListProps<T> {
  list: ListName
  legend: string
  hint: string
  /** What one row is: "link". */
  noun: string
  /** As the server has it. */
  max: number
  /** Numbers of the rows; those of `items` are their places. */
  rows: number[]
  items: readonly T[]
  errors: FieldErrors
  onRows: (rows: number[]) => void
  children: (fieldOf: FieldOf, item: T | undefined) => ReactNode
}

export function RowList<T>(props: RowListProps<T>) {
  const { list, legend, hint, noun, max, rows, items, errors, onRows, children } = props
  const nextRow = Math.max(items.length - 1, ...rows) + 1
  const { frame, told, add, remove, move, onKeyDown } = useRows({ rows, onRows, noun, nextRow })
  const fieldOf = (row: number) => (field: string) => {
    const name = fieldIn(list, row, field)
    return { name, error: errors[name] }
  }
  return (
    <fieldset ref={frame} className="flex min-w-0 flex-col gap-4">
      <legend className="mb-1 text-sm font-semibold">{legend}</legend>
      <p className="-mt-2 text-sm text-ink3">{hint}</p>
      <Refused words={errors[list]} />
      <p role="status" className="sr-only">
        {told}
      </p>
      {rows.map((row, place) => (
        <div
          key={row}
          role="group"
          data-row={row}
          aria-label={`${capital(noun)} ${place + 1}`}
          onKeyDown={onKeyDown(row)}
          className="flex flex-col gap-2 border-b border-line pb-2"
        >
          {children(fieldOf(row), items[row])}
          <Refused words={errors[`${list}.${row}`]} />
          <RowActs
            what={`${noun} ${place + 1}`}
            isFirst={place === 0}
            isLast={place === rows.length - 1}
            onMove={(by) => move(row, by)}
            onRemove={() => remove(row)}
          />
        </div>
      ))}
      <AddRow noun={noun} max={max} isFull={rows.length >= max} onAdd={add} />
    </fieldset>
  )
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

const Refused = ({ words }: { words?: string }) =>
  words && <p className="text-sm font-medium text-bad">{words}</p>

interface AddRowProps {
  noun: string
  max: number
  isFull: boolean
  onAdd: () => void
}

/** Stays where it is when there is no more room, since the focus goes here. */
function AddRow({ noun, max, isFull, onAdd }: AddRowProps) {
  const article = /^[aeiou]/.test(noun) ? 'an' : 'a'
  return (
    <Button
      data-add
      look="outline"
      className="self-start"
      aria-disabled={isFull}
      onClick={() => !isFull && onAdd()}
    >
      {isFull ? `${max} are all that fit` : `Add ${article} ${noun}`}
    </Button>
  )
}
