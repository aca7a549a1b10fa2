/** Two tracks with the same sound side by side, and the decision about them. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { decideDuplicate, type DuplicatePair, type Keep } from '@/api/duplicates'
import { messageOf } from '@/api/problem'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { FormError } from '@/ui/field'

import { SideView } from './duplicate-side'
import { differencesOf, likenessOf } from './side-facts'

interface PairRowProps {
  pair: DuplicatePair
  onDecided: (words: string) => void
}

const leavingOf = ({ earlier, later }: DuplicatePair, keep: Keep) =>
  keep === 'earlier' ? later : earlier

export function PairRow({ pair, onDecided }: PairRowProps) {
  const [keep, setKeep] = useState<Exclude<Keep, 'both'>>()
  const both = useMutation({
    mutationFn: () => decideDuplicate(pair.id, 'both'),
    onSuccess: () => onDecided(`Both stay: “${pair.earlier.title}” and “${pair.later.title}”.`),
  })
  const isDecided = pair.decision !== null
  const differences = differencesOf(pair)
  return (
    <li className="flex flex-col gap-3 border-b border-line py-6">
      <p className="font-medium">
        {likenessOf(pair)} {isDecided && 'You keep both.'}
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <SideView
          word="Earlier"
          side={pair.earlier}
          differences={differences}
          onKeep={() => setKeep('earlier')}
        />
        <SideView
          word="Later"
          side={pair.later}
          differences={differences}
          onKeep={() => setKeep('later')}
        />
      </div>
      {!isDecided && (
        <Button
          look="outline"
          className="self-start"
          aria-label={`Keep both of ${pair.earlier.title}`}
          disabled={both.isPending}
          onClick={() => both.mutate()}
        >
          Keep both
        </Button>
      )}
      {both.error && <FormError>{messageOf(both.error)}</FormError>}
      {keep && (
        <KeepOne
          pair={pair}
          keep={keep}
          onDecided={onDecided}
          onCancel={() => setKeep(undefined)}
        />
      )}
    </li>
  )
}

interface KeepOneProps extends PairRowProps {
  keep: Exclude<Keep, 'both'>
  onCancel: () => void
}

function KeepOne({ pair, keep, onDecided, onCancel }: KeepOneProps) {
  const { title, release, place } = leavingOf(pair, keep)
  return (
    <ConfirmDialog
      title={`Keep only the ${keep} track`}
      action="Keep only this"
      onConfirm={() => decideDuplicate(pair.id, keep)}
      onDone={() => onDecided(`“${title}” went into the bin of “${release.title}”, for 30 days.`)}
      onCancel={onCancel}
    >
      “<bdi>{title}</bdi>” goes from “<bdi>{release.title}</bdi>” into the bin of that release,
      where it can be brought back for 30 days.
      {place && ' The file of your library stays where it lies.'}
    </ConfirmDialog>
  )
}
