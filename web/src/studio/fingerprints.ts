/** Which file an unfinished upload is of, remembered in this browser: the same one, chosen again, goes on. */

const PREFIX = 'segue.upload.'

const fingerprint = ({ name, size, lastModified }: File): string =>
  `${size} ${lastModified} ${name}`

export function rememberFile(uploadId: string, file: File): void {
  try {
    localStorage.setItem(PREFIX + uploadId, fingerprint(file))
  } catch {
    // A browser that keeps nothing sends the file from its beginning next time.
  }
}

export function isSameFile(uploadId: string, file: File): boolean {
  try {
    return localStorage.getItem(PREFIX + uploadId) === fingerprint(file)
  } catch {
    return false
  }
}

export function forgetFile(uploadId: string): void {
  try {
    localStorage.removeItem(PREFIX + uploadId)
  } catch {
    // Nothing was kept.
  }
}
