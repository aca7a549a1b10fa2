/** What an artist did on releases of others, put together by release. */
import type { CreditedOn } from '@/api/artist-profile'
import { ROLE_NAMES } from '@/ui/credit-roles'

export interface Appearance {
  release: CreditedOn['release']
  /** Of the release as a whole: "Producer, Remixer"; empty where there are none. */
  roles: string
  tracks: { id: string; title: string; roles: string }[]
}

const rolesOf = ({ roles }: CreditedOn): string => roles.map((role) => ROLE_NAMES[role]).join(', ')

export function appearancesIn(rows: CreditedOn[]): Appearance[] {
  const found = new Map<string, Appearance>()
  for (const row of rows) {
    const { release, track } = row
    const at = found.get(release.id) ?? { release, roles: '', tracks: [] }
    if (track) at.tracks.push({ ...track, roles: rolesOf(row) })
    else at.roles = rolesOf(row)
    found.set(release.id, at)
  }
  return [...found.values()]
}
