/** Who is signed in, and signing out. */
import { authError, call } from './allauth'
import { client, unwrap } from './client'

export const getMe = () => unwrap(client.GET('/api/v1/me'))

export async function signOut(): Promise<void> {
  const answer = await call('DELETE', 'auth/session')
  if (answer.status !== 401 && answer.status !== 200) throw authError(answer)
}
