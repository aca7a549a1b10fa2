/** The tracks as a table for a spreadsheet, out and in: first what it would change, then the change. */
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'

import { ApiError } from '@/api/problem'
import { changeByTable, tableAddress, type TableOutcome } from '@/api/release-tracks'
import type { ReleaseDetail } from '@/api/types'
import { SMALL_BUTTON } from '@/studio/transfer-row'
import { useReleaseChange } from '@/studio/use-release'
import { Button, buttonClass } from '@/ui/button'
import { trackCount } from '@/ui/release-facts'

import { Disclosure } from './disclosure'
import { TableChanges } from './table-changes'
import { TableRefusal } from './table-refusal'

export function TableSection({ release }: { release: ReleaseDetail }) {
  const { refresh } = useReleaseChange(release.id)
  const of: TracksOf = {
    address: tableAddress(release.id),
    change: (table, isDryRun) => changeByTable(release.id, table, isDryRun),
    titleOf: (id) => release.tracks.find((track) => track.id === id)?.title,
    refresh,
  }
  return (
    <Disclosure title="Tracks as a table (CSV)">
      <Table of={of} />
    </Disclosure>
  )
}

/** Whose tracks the table has: one release's, or all of an artist. */
export interface TracksOf {
  /** From where it is downloaded. */
  address: string
  change: (table: Blob, isDryRun: boolean) => Promise<TableOutcome>
  titleOf: (id: string) => string | undefined
  refresh: () => void
}

/** Read at once: what is applied is what was looked at, also if the file changes meanwhile. */
const contentOf = async (file: File): Promise<Blob> => {
  try {
    return new Blob([await file.arrayBuffer()])
  } catch {
    throw new ApiError(
      0,
      '',
      `“${file.name}” can’t be read. Close it in other programs, and choose it again.`,
    )
  }
}

const changeCount = (count: number): string => `${count} change${count === 1 ? '' : 's'}`

/** A table that was chosen, and what it would do. */
interface Tried {
  table: Blob
  outcome: TableOutcome
}

function useTable({ change, refresh }: TracksOf) {
  const [told, setTold] = useState('')
  const attempt = useMutation({
    mutationFn: async (file: File): Promise<Tried> => {
      const table = await contentOf(file)
      return { table, outcome: await change(table, true) }
    },
    onMutate: () => {
      setTold('')
      apply.reset()
    },
  })
  const apply = useMutation({
    mutationFn: (table: Blob) => change(table, false),
    onSuccess: ({ change_count, track_count }) => {
      setTold(`${changeCount(change_count)} on ${trackCount(track_count)} made.`)
      attempt.reset()
      refresh()
    },
  })
  return { attempt, apply, told }
}

export function Table({ of }: { of: TracksOf }) {
  const { attempt, apply, told } = useTable(of)
  const error = apply.error ?? attempt.error
  return (
    <>
      <p className="max-w-[60ch] text-sm text-ink2">
        Download the table, change cells in a spreadsheet, and choose it again. You see what it
        would change before anything is changed.
      </p>
      <div className="flex flex-wrap gap-2">
        <a href={of.address} download className={buttonClass('outline', SMALL_BUTTON)}>
          Download the table
        </a>
        <TableChoice disabled={attempt.isPending} onChoose={(file) => attempt.mutate(file)} />
      </div>
      <p role="status" className="font-medium text-ok empty:hidden">
        {attempt.isPending ? 'Reading the table…' : told}
      </p>
      {error && <TableRefusal error={error} titleOf={of.titleOf} />}
      {attempt.data && !apply.error && (
        <Outcome
          tried={attempt.data}
          isBusy={apply.isPending}
          onApply={() => apply.mutate(attempt.data.table)}
          onCancel={() => attempt.reset()}
        />
      )}
    </>
  )
}

interface TableChoiceProps {
  disabled: boolean
  onChoose: (file: File) => void
}

function TableChoice({ disabled, onChoose }: TableChoiceProps) {
  const id = useId()
  const look = 'relative hover:bg-paper3 has-focus-visible:outline-2 has-focus-visible:outline-spot'
  return (
    <label htmlFor={id} className={buttonClass('outline', `${SMALL_BUTTON} ${look}`)}>
      Choose a changed table
      <input
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        className="sr-only"
        disabled={disabled}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0]
          if (file) onChoose(file)
          currentTarget.value = '' // so that the same file can be chosen again
        }}
      />
    </label>
  )
}

interface OutcomeProps {
  tried: Tried
  isBusy: boolean
  onApply: () => void
  onCancel: () => void
}

function Outcome({ tried: { outcome }, isBusy, onApply, onCancel }: OutcomeProps) {
  const { change_count, track_count } = outcome
  if (change_count === 0)
    return <p role="status">The table says what stands here already. There is nothing to change.</p>
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="font-semibold">
        {changeCount(change_count)} on {trackCount(track_count)}. Nothing is changed yet.
      </p>
      <TableChanges outcome={outcome} />
      <div className="flex flex-wrap gap-2">
        <Button disabled={isBusy} onClick={onApply}>
          {isBusy ? 'Changing…' : `Make ${changeCount(change_count)}`}
        </Button>
        <Button look="outline" disabled={isBusy} onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
