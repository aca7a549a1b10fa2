/** What folders say of discs: "CD 1", "Album (Disc 2)"; and the order of files by it. */
import type { Found } from './found-files'

const DISC =
  /(?:^|[\s._([-])(?:cd|dvd|disc|disk|disque|disco|диск|ディスク)[\s._#-]*0*(\d{1,2})(?!\d)/i

/** The number of the disc, null where no folder of the path names one. */
export function discOf(path: string): number | null {
  for (const folder of path.split('/').slice(0, -1).reverse()) {
    const number = Number(DISC.exec(folder)?.[1] ?? 0)
    if (number > 0) return number
  }
  return null
}

const { compare } = new Intl.Collator(undefined, { numeric: true })

export function byPlace(one: Found, other: Found): number {
  const byDisc = (discOf(one.path) ?? 1) - (discOf(other.path) ?? 1)
  if (byDisc !== 0) return byDisc
  const [a, b] = [one.path.split('/'), other.path.split('/')]
  const at = a.findIndex((part, i) => part !== b[i])
  return at < 0 ? 0 : compare(a[at] ?? '', b[at] ?? '')
}
