/** How one may sign up and in at this server. */
import { queryOptions } from '@tanstack/react-query'

import { getInvitation, getSignInOptions } from './account'

export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: getSignInOptions,
})

export const invitationQuery = (token: string) =>
  queryOptions({ queryKey: ['invitation', token], queryFn: () => getInvitation(token) })
