/** What people do on a release or a track, in words, in the order in which they are told. */
import type { components } from '@/api/schema'

export type CreditRole = components['schemas']['CreditRole']

export const ROLE_NAMES: Record<CreditRole, string> = {
  main: 'Main artist',
  featured: 'Featured artist',
  remixer: 'Remixer',
  performer: 'Performer',
  conductor: 'Conductor',
  composer: 'Composer',
  lyricist: 'Lyricist',
  arranger: 'Arranger',
  producer: 'Producer',
  engineer: 'Engineer',
  mixer: 'Mixing',
  mastering: 'Mastering',
  dj: 'DJ',
  artwork: 'Artwork',
  other: 'Also involved',
}
