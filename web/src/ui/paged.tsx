/** A list that comes page by page: loading, refused, empty, or items with a way to more. */
import type { ReactNode } from 'react'

import { Button } from './button'
import { Bone, Empty, Failed, Loading } from './states'

interface PagedProps<T> {
  query: {
    data?: { pages: { items: T[] }[] }
    error: unknown
    hasNextPage: boolean
    isFetchingNextPage: boolean
    refetch: () => Promise<unknown>
    fetchNextPage: () => Promise<unknown>
  }
  empty: string
  children: (items: T[]) => ReactNode
}

export function Paged<T>({ query, empty, children }: PagedProps<T>) {
  const items = query.data?.pages.flatMap((page) => page.items)
  if (!items && query.error !== null)
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  if (!items)
    return (
      <Loading>
        <Bone className="h-24" />
      </Loading>
    )
  if (items.length === 0) return <Empty sentence={empty} />
  return (
    <>
      {children(items)}
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
    </>
  )
}
