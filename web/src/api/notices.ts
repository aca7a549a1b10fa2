/** What moderators decided about an artist's things, and what its team answers. */
import { infiniteQueryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

export type Notice = Schemas['NoticeOut']
export type NoticeAnswer = Schemas['AnswerOut']

export const NOTICES_KEY = 'notices'

export const noticesQuery = (ref: string) =>
  infiniteQueryOptions({
    queryKey: [NOTICES_KEY, ref],
    queryFn: ({ pageParam: cursor }) =>
      unwrap(
        client.GET('/api/v1/artists/{ref}/notices', {
          params: { path: { ref }, query: { cursor, limit: 25 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** Raises ApiError with the field `message`. */
export const answerNotice = (ref: string, notice: string, message: string) =>
  unwrap(
    client.POST('/api/v1/artists/{ref}/notices/{notice_id}/appeal', {
      params: { path: { ref, notice_id: notice } },
      body: { message },
    }),
  )
