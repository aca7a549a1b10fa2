/** The SHA-256 of a file, as hex. */

/** Raises TypeError on pages that came without TLS, where browsers offer no digests. */
export async function fileDigest(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
