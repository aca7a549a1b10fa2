/** The token of a letter's link, kept in this tab while its reader signs in. */

const KEY = 'segue.team-invitation'

interface Place {
  hash: string
  search: string
}

/** From the address; from before signing in when it has none. */
export function takeInvitationToken({ hash, search }: Place, kept = sessionStorage): string {
  const token = hash.replace(/^#/, '') || (new URLSearchParams(search).get('token') ?? '')
  if (token) kept.setItem(KEY, token)
  return token || (kept.getItem(KEY) ?? '')
}

export const forgetInvitationToken = (kept = sessionStorage): void => kept.removeItem(KEY)
