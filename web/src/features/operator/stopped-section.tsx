/** One list of stopped work: loading, empty, refused, or rows with a retry each. */
import { useRef, useState } from 'react'

import { Button } from '@/ui/button'
import { Bone, Empty, Failed, Loading } from '@/ui/states'

import type { Stopped } from './stopped'
import { StoppedRow } from './stopped-row'

interface StoppedSectionProps {
  title: string
  empty: string
  items?: Stopped[]
  query: {
    isPending: boolean
    error: unknown
    hasNextPage: boolean
    isFetchingNextPage: boolean
    refetch: () => Promise<unknown>
    fetchNextPage: () => Promise<unknown>
  }
  retry: (id: string) => Promise<unknown>
}

export function StoppedSection({ title, empty, items, query, retry }: StoppedSectionProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [told, setTold] = useState('')
  /** The row goes away, and the focus with it. */
  const onRetried = async (item: Stopped) => {
    setTold(`Queued again: ${item.title}.`)
    heading.current?.focus()
    await query.refetch()
  }
  return (
    <section aria-labelledby={title} className="flex flex-col gap-3">
      <h2 ref={heading} id={title} tabIndex={-1} className="text-xl font-bold outline-none">
        {title}
      </h2>
      <p role="status" className="text-sm text-ok empty:hidden">
        {told}
      </p>
      {query.isPending && (
        <Loading label={`Loading ${title.toLowerCase()}`}>
          <Bone className="h-24" />
        </Loading>
      )}
      {query.error !== null && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {items?.length === 0 && <Empty sentence={empty} />}
      {items && items.length > 0 && (
        <ul aria-labelledby={title} className="border-t border-line">
          {items.map((item) => (
            <StoppedRow
              key={item.id}
              item={item}
              onRetry={() => retry(item.id)}
              onRetried={() => void onRetried(item)}
            />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button
          look="outline"
          className="self-start"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </section>
  )
}
