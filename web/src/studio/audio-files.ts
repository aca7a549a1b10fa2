/** Which files the server takes, told before anything is sent. */
import type { UploadLimits } from '@/api/types'

/** File name endings, as the server knows them. */
const ENDINGS = [
  ...['wav', 'wave', 'bwf', 'w64', 'rf64', 'aif', 'aiff', 'aifc', 'caf'],
  ...['flac', 'alac', 'wv', 'ape', 'tta'],
  ...['mp3', 'mp2', 'm4a', 'm4b', 'mp4', 'aac', 'ogg', 'oga', 'opus', 'mpc', 'mp+', 'mpp'],
  ...['dsf', 'dff', 'mod', 'xm', 'it', 's3m', 'mptm'],
]

export const ACCEPT = ENDINGS.map((ending) => `.${ending}`).join(',')
export const FORMATS =
  'WAV, AIFF, FLAC, ALAC, MP3, M4A, AAC, Ogg, Opus, WavPack, APE, Musepack, DSD and tracker files'

export interface SortedFiles {
  accepted: File[]
  refused: { name: string; reason: string }[]
}

/** What the server takes from this person, in bytes; a quota of 0 is none. */
export type Limits = Pick<UploadLimits, 'max_bytes' | 'quota_bytes' | 'used_bytes'>

const NO_LIMITS: Limits = { max_bytes: Infinity, quota_bytes: 0, used_bytes: 0 }
const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 ** 2)} MB`

function refusal(file: File, { max_bytes }: Limits): string | null {
  const ending = file.name.split('.').at(-1)?.toLowerCase() ?? ''
  if (!ENDINGS.includes(ending)) return `Segue takes ${FORMATS}. Export the track as one of them.`
  if (file.size === 0) return 'The file is empty. Export it again.'
  return file.size > max_bytes ? `This server takes files of up to ${megabytes(max_bytes)}.` : null
}

const noRoom = (room: number, { quota_bytes }: Limits): string =>
  `${megabytes(Math.max(0, room))} of your ${megabytes(quota_bytes)} are left. Remove uploads you don't need.`

/** In the order of their names, as an album's files are numbered: "2" before "10". */
export function sortFiles(files: Iterable<File>, limits: Limits = NO_LIMITS): SortedFiles {
  const sorted: SortedFiles = { accepted: [], refused: [] }
  let room = limits.quota_bytes ? limits.quota_bytes - limits.used_bytes : Infinity
  for (const file of files) {
    const isOver = file.size > room
    const reason = refusal(file, limits) ?? (isOver ? noRoom(room, limits) : null)
    if (!reason) room -= file.size
    if (reason) sorted.refused.push({ name: file.name, reason })
    else sorted.accepted.push(file)
  }
  sorted.accepted.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
  return sorted
}
