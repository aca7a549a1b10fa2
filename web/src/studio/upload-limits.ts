/** What this person may upload, asked before any file is announced. */
import { queryOptions } from '@tanstack/react-query'

import { client, unwrap } from '@/api/client'

export const uploadLimitsQuery = queryOptions({
  queryKey: ['upload-limits'],
  queryFn: () => unwrap(client.GET('/api/v1/uploads/limits')),
})
