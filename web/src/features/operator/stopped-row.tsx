/** One thing that stopped: what, why, since when, and another try. */
import { useMutation } from '@tanstack/react-query'

import { messageOf } from '@/api/problem'
import { Button } from '@/ui/button'

import type { Stopped } from './stopped'

interface StoppedRowProps {
  item: Stopped
  onRetry: () => Promise<unknown>
  onRetried: () => void
}

const when = (iso: string): string =>
  new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })

export function StoppedRow({ item, onRetry, onRetried }: StoppedRowProps) {
  const retry = useMutation({ mutationFn: onRetry, onSuccess: onRetried })
  return (
    <li className="flex flex-col gap-2 border-b border-line py-4">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold wrap-anywhere">{item.title}</h3>
          <p className="text-sm text-ink2">
            Stopped <time dateTime={item.since}>{when(item.since)}</time>
          </p>
        </div>
        <Button
          look="outline"
          aria-label={`Try again: ${item.title}`}
          disabled={retry.isPending}
          onClick={() => retry.mutate()}
        >
          Try again
        </Button>
      </div>
      <p className="max-w-[75ch] wrap-anywhere">{item.reason}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-sm">
        {item.facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink3">{name}</dt>
            <dd className="wrap-anywhere text-ink2">{value}</dd>
          </div>
        ))}
      </dl>
      {retry.error && (
        <p role="alert" className="text-sm font-medium text-bad">
          {messageOf(retry.error)}
        </p>
      )}
    </li>
  )
}
