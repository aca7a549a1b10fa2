/** What folders say of discs: "CD 1", "Album (Disc 2)"; and the order of files by it. */
import type { Transfer } from '@/studio/uploads'

import type { Found } from './found-files'
import type { Disc } from './order'

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

/** The discs as the folders of the files have them; in itself each keeps the order that it has now. */
export function discsByFolder(
  discs: Disc[],
  transfers: Pick<Transfer, 'disc' | 'announced'>[],
): Disc[] {
  const said = new Map(transfers.map(({ disc, announced }) => [announced?.trackId, disc]))
  const found = new Map<number, string[]>()
  for (const { number, trackIds } of discs)
    for (const id of trackIds) {
      const disc = said.get(id) ?? number
      found.set(disc, [...(found.get(disc) ?? []), id])
    }
  const titles = new Map(discs.map(({ number, title }) => [number, title]))
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([number, trackIds]) => ({ number, title: titles.get(number) ?? '', trackIds }))
}
