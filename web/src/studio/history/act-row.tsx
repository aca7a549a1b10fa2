/** One act: who and when, its changes in words, and taking it back. */
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'

import type { Act } from '@/api/history'
import { Button } from '@/ui/button'
import { Tag } from '@/ui/row'
import { When } from '@/ui/when'

import { canUndo, type Line, linesOf, type Telling } from './act-words'
import { NotUndone } from './not-undone'

const FEW = 8

interface ActRowProps extends Telling {
  act: Act
  onUndo?: (act: Act) => Promise<void>
}

export function ActRow({ act, names, titles, onUndo }: ActRowProps) {
  const id = useId()
  const undo = useMutation({ mutationFn: async () => onUndo?.(act) })
  const { actor } = act
  return (
    <li className="flex flex-col gap-2 border-b border-line py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <p id={id} className="min-w-0 flex-1 basis-60 text-sm text-ink2">
          <bdi className="font-semibold text-ink wrap-anywhere">
            {actor ? actor.name || actor.username : 'Segue'}
          </bdi>{' '}
          · <When at={act.at} /> {act.undoes && <Tag>· took back an earlier change</Tag>}
        </p>
        {act.is_undone && <Tag tone="warn">Undone</Tag>}
        {onUndo && canUndo(act) && (
          <Button
            look="quiet"
            className="-mx-4 sm:mx-0"
            aria-describedby={id}
            disabled={undo.isPending}
            onClick={() => undo.mutate()}
          >
            {undo.isPending ? 'Undoing…' : 'Undo'}
          </Button>
        )}
      </div>
      <Lines lines={linesOf(act, { names, titles })} isFaded={act.is_undone} />
      {undo.error && <NotUndone error={undo.error} names={names} onClose={() => undo.reset()} />}
    </li>
  )
}

function Lines({ lines, isFaded }: { lines: Line[]; isFaded: boolean }) {
  const [isAll, setIsAll] = useState(false)
  const shown = isAll ? lines : lines.slice(0, FEW)
  return (
    <>
      <ul className={`flex flex-col gap-1 text-sm ${isFaded ? 'text-ink3' : ''}`}>
        {shown.map((line, i) => (
          <li key={i} className="wrap-anywhere">
            <InWords line={line} />
          </li>
        ))}
      </ul>
      {shown.length < lines.length && (
        <Button look="quiet" className="-ms-4 self-start" onClick={() => setIsAll(true)}>
          {lines.length - shown.length} more changes
        </Button>
      )}
    </>
  )
}

function InWords({ line: { what, title, ...values } }: { line: Line }) {
  return (
    <>
      {title && (
        <>
          “<bdi>{title}</bdi>”:{' '}
        </>
      )}
      <span className="font-medium">{what}</span> <Values {...values} />
    </>
  )
}

function Values({ whole, before, after }: Pick<Line, 'whole' | 'before' | 'after'>) {
  if (whole) return whole
  const [former, present] = [before && <bdi>{before}</bdi>, after && <bdi>{after}</bdi>]
  if (!present) return <>removed; it was {former}</>
  if (!former) return <>set to {present}</>
  return (
    <>
      from {former} to {present}
    </>
  )
}
