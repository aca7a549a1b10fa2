/** Which files the server takes and in which order, told before anything is sent. */
import type { UploadLimits } from '@/api/types'

import { byPlace } from './tracks/disc-folders'
import type { Found } from './tracks/found-files'

/** File name endings, as the server knows them. */
const ENDINGS = [
  ...['wav', 'wave', 'bwf', 'w64', 'rf64', 'aif', 'aiff', 'aifc', 'caf'],
  ...['flac', 'alac', 'wv', 'ape', 'tta'],
  ...['mp3', 'mp2', 'm4a', 'm4b', 'mp4', 'aac', 'ogg', 'oga', 'opus', 'mpc', 'mp+', 'mpp'],
  ...['dsf', 'dff', 'mod', 'xm', 'it', 's3m', 'mptm'],
]
const PICTURES = ['jpg', 'jpeg', 'png', 'webp']
/** The most telling name first. */
const COVER_NAMES = ['cover', 'folder', 'front', 'albumart', 'artwork', 'album']

export const ACCEPT = ENDINGS.map((ending) => `.${ending}`).join(',')
export const FORMATS =
  'WAV, AIFF, FLAC, ALAC, MP3, M4A, AAC, Ogg, Opus, WavPack, APE, Musepack, DSD and tracker files'
export const MAX_TRACKS = 200

const FULL = `A release holds ${MAX_TRACKS} tracks. Put it on another one.`

export interface SortedFiles {
  accepted: Found[]
  refused: { name: string; reason: string }[]
  /** Names of what lay beside the audio in a folder and is no audio. */
  leftOut: string[]
  /** The picture that looks most like the cover of these. */
  cover: File | null
}

/** What the server takes from this person, in bytes; a quota of 0 is none. */
export type Limits = Pick<UploadLimits, 'max_bytes' | 'quota_bytes' | 'used_bytes'>

const NO_LIMITS: Limits = { max_bytes: Infinity, quota_bytes: 0, used_bytes: 0 }
const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 ** 2)} MB`

const endingOf = ({ name }: File): string => name.split('.').at(-1)?.toLowerCase() ?? ''
const isAudio = (file: File): boolean => ENDINGS.includes(endingOf(file))
const isPicture = (file: File): boolean => PICTURES.includes(endingOf(file))
/** What systems leave in folders: nobody chose it, so nobody is told. */
const isOfSystem = ({ path }: Found): boolean =>
  path.split('/').some((part) => /^(\.|__MACOSX$|thumbs\.db$|desktop\.ini$)/i.test(part))

function refusal(file: File, { max_bytes }: Limits): string | null {
  if (!isAudio(file)) return `Segue takes ${FORMATS}. Export the track as one of them.`
  if (file.size === 0) return 'The file is empty. Export it again.'
  return file.size > max_bytes ? `This server takes files of up to ${megabytes(max_bytes)}.` : null
}

const noRoom = (room: number, { quota_bytes }: Limits): string =>
  `${megabytes(Math.max(0, room))} of your ${megabytes(quota_bytes)} are left. Remove uploads you don't need.`

/** By disc, folder and name, as an album's files are numbered: "2" before "10". `places`: how many tracks still fit. */
export function sortFiles(
  found: Iterable<Found>,
  limits: Limits = NO_LIMITS,
  places = MAX_TRACKS,
): SortedFiles {
  const all = [...found].filter((each) => !isOfSystem(each)).sort(byPlace)
  const cover = coverOf(all)
  const sorted: SortedFiles = { accepted: [], refused: [], leftOut: [], cover }
  let room = limits.quota_bytes ? limits.quota_bytes - limits.used_bytes : Infinity
  for (const each of all) {
    const { file, path } = each
    const isLeftOut = !isAudio(file) && (isPicture(file) || path.includes('/'))
    const isFull = sorted.accepted.length >= places
    const reason =
      refusal(file, limits) ?? (isFull ? FULL : file.size > room ? noRoom(room, limits) : null)
    if (file === cover) continue
    else if (isLeftOut) sorted.leftOut.push(file.name)
    else if (reason) sorted.refused.push({ name: file.name, reason })
    else {
      sorted.accepted.push(each)
      room -= file.size
    }
  }
  return sorted
}

function coverOf(found: Found[]): File | null {
  const pictures = found.filter(({ file }) => isPicture(file) && file.size > 0)
  const rank = ({ name }: File): number => {
    const at = COVER_NAMES.findIndex((word) => name.toLowerCase().includes(word))
    return at < 0 ? COVER_NAMES.length : at
  }
  const ranked = pictures.map(({ file }) => file).sort((a, b) => rank(a) - rank(b))
  return ranked[0] ?? null
}
