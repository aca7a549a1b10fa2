/** Shows what a query brought, or that it is still coming, or that it failed. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { Bone, Failed, Loading } from './states'

interface LoadedProps<T> {
  query: UseQueryResult<T>
  /** Class of the grey box that stands there meanwhile. */
  bone: string
  children: (data: T) => ReactNode
}

export function Loaded<T>({ query, bone, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  return (
    <Loading>
      <Bone className={bone} />
    </Loading>
  )
}
