/** What each role on a team may do, in plain words, and who decides on it. */
import type { Ability, Member, TeamRole } from '@/api/team'

export const ROLES: TeamRole[] = ['owner', 'manager', 'uploader', 'analyst']

export const ROLE_LABELS: Record<TeamRole, string> = {
  owner: 'Owner',
  manager: 'Manager',
  uploader: 'Uploader',
  analyst: 'Analyst',
}

export const ROLE_HINTS: Record<TeamRole, string> = {
  owner: 'May do everything, also decide on owners and managers.',
  manager: 'Changes and publishes all music, and invites uploaders and analysts.',
  uploader: 'Uploads music and prepares releases; does not publish.',
  analyst: 'Sees numbers and what is not out yet; changes nothing.',
}

const TRUSTED = new Set<TeamRole>(['owner', 'manager'])

/** As the server has it: owners and managers are for those who decide on owners. */
export const decidesOn = (abilities: Ability[], role: TeamRole): boolean =>
  abilities.includes(TRUSTED.has(role) ? 'manage_owners' : 'manage_team')

/** The roles that somebody with these abilities may give. */
export const rolesToGive = (abilities: Ability[]): TeamRole[] =>
  ROLES.filter((role) => decidesOn(abilities, role))

/** The name one goes by, with the username where that is another. */
export const nameOf = ({ name, username }: Member): string => name || username
