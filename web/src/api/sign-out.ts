/** Signing out. */
import { authError, call } from './allauth'

export async function signOut(): Promise<void> {
  const answer = await call('DELETE', 'auth/session')
  if (answer.status !== 401 && answer.status !== 200) throw authError(answer)
}
