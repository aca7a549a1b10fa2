/** Reads whom somebody wants to ask, from an address that was pasted or from its last part. */

/** "marram" of "https://segue.example/artist/marram?x", of "/artist/marram" and of "marram". */
export function refOf(typed: string): string {
  const [path = ''] = typed.trim().split(/[?#]/)
  const parts = path.split('/').filter(Boolean)
  // "team" ends the address of a team's page.
  return parts.filter((part) => part !== 'team').at(-1) ?? ''
}
