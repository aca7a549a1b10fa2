/** Which thing an address of Segue leads to. */
import { getArtist, getRelease, getTrack } from '@/api/catalog'
import type { NewCase } from '@/api/cases'
import { ApiError } from '@/api/problem'

const ADDRESS = /\/(artist|release|track)\/([^/?#]+)/
const UNREADABLE = 'Paste the address of a release, a track or an artist of this server.'

const find = {
  artist: getArtist,
  release: getRelease,
  track: getTrack,
} as const

/** `isCover`: of a release, its cover. Raises ApiError with the field `address`. */
export async function subjectAt(address: string, isCover: boolean): Promise<NewCase> {
  const [, kind, ref] = ADDRESS.exec(address) ?? []
  if (!kind || !ref) throw refused(UNREADABLE)
  if (isCover && kind !== 'release') throw refused('Only releases have a cover. Paste its address.')
  const found = await find[kind as keyof typeof find](decodeURIComponent(ref))
  return { subject_kind: isCover ? 'cover' : (kind as keyof typeof find), subject_id: found.id }
}

const refused = (message: string) =>
  new ApiError(422, 'moderation.no_address', message, { address: message })
