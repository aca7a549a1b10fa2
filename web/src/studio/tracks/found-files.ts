/** Files that were chosen or dropped, folders with all that is in them, each with its path there. */

export interface Found {
  file: File
  /** "Album/CD 1/01 Ebb.flac"; a file alone is its name. */
  path: string
}

/** A chosen folder's files say where they lay in it. */
export const ofInput = (files: Iterable<File> | null): Found[] =>
  [...(files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }))

/** Call it before anything else: once the event is over, the browser gives out nothing. */
export function ofDrop(transfer: DataTransfer): Promise<Found[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? [])
  if (entries.length === 0) return Promise.resolve(ofInput(transfer.files))
  return Promise.all(entries.map(filesIn)).then((found) => found.flat())
}

async function filesIn(entry: FileSystemEntry): Promise<Found[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    )
    return [{ file, path: entry.fullPath.replace(/^\//, '') }]
  }
  const found: Found[] = []
  for (const inside of await allOf(entry as FileSystemDirectoryEntry))
    found.push(...(await filesIn(inside)))
  return found
}

/** A reader gives a hundred at a time, and none once it is through. */
async function allOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return all
    all.push(...some)
  }
}
