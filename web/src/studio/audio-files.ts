/** Which files the server takes, told before anything is sent. */

/** File name endings, as the server knows them. */
const ENDINGS = [
  ...['wav', 'wave', 'aif', 'aiff', 'aifc', 'flac', 'mp3', 'm4a', 'mp4', 'aac', 'alac'],
  ...['ogg', 'oga', 'opus'],
]

export const ACCEPT = ENDINGS.map((ending) => `.${ending}`).join(',')
export const FORMATS = 'WAV, AIFF, FLAC, ALAC, MP3, M4A, AAC, Ogg and Opus'

export interface SortedFiles {
  accepted: File[]
  refused: { name: string; reason: string }[]
}

function refusal(file: File): string | null {
  const ending = file.name.split('.').at(-1)?.toLowerCase() ?? ''
  if (!ENDINGS.includes(ending)) return `Segue takes ${FORMATS}. Export the track as one of them.`
  return file.size === 0 ? 'The file is empty. Export it again.' : null
}

/** In the order of their names, as an album's files are numbered: "2" before "10". */
export function sortFiles(files: Iterable<File>): SortedFiles {
  const sorted: SortedFiles = { accepted: [], refused: [] }
  for (const file of files) {
    const reason = refusal(file)
    if (reason) sorted.refused.push({ name: file.name, reason })
    else sorted.accepted.push(file)
  }
  sorted.accepted.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
  return sorted
}
