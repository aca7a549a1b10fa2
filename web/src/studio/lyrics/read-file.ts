/** Reads a file of lyrics as text, in the encodings that they come in. */

const MAX_BYTES = 1_000_000

/** Raises Error with words for whoever chose it. */
export async function readLyricsFile(file: File): Promise<string> {
  if (file.size > MAX_BYTES) throw new Error('That file is too large for lyrics.')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.includes(0)) throw new Error('That file is not text. Choose an .lrc or .txt file.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
