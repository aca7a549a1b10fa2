/** What somebody is on this server, and who decides on that. */
import type { Person, PlatformRole } from '@/api/moderation'

export const ROLES: [PlatformRole, string][] = [
  ['listener', 'Listener'],
  ['moderator', 'Moderator'],
  ['operator', 'Operator'],
]

export const roleLabel = (role: PlatformRole): string =>
  ROLES.find(([value]) => value === role)?.[1] ?? role

interface Viewer {
  id: string
  is_operator: boolean
}

/** As the server has it: moderators decide on listeners, operators on everybody but themselves. */
export const maySuspend = (viewer: Viewer, person: Person): boolean =>
  viewer.is_operator ? viewer.id !== person.id : person.role === 'listener'

/** Who is suspended gets no role. */
export const maySetRole = (viewer: Viewer, person: Person): boolean =>
  viewer.is_operator && person.suspended_at === null
