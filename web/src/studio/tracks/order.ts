/** The order of tracks over the discs of a release, and every way to change it: plain functions. */
import type { ReleaseDetail } from '@/api/types'

export interface Disc {
  number: number
  title: string
  trackIds: string[]
}

/** Before a track, or after it. */
export interface Spot {
  trackId: string
  isAfter: boolean
}

/** Where a track stands: `at` of `count`, from 1, on a disc. */
export interface Place {
  disc: Disc
  at: number
  count: number
}

type Ordered = Pick<ReleaseDetail, 'tracks' | 'disc_titles'>

export function discsOf({ tracks, disc_titles }: Ordered): Disc[] {
  const discs = new Map<number, Disc>()
  for (const { id, disc_number: number } of tracks) {
    const disc = discs.get(number) ?? { number, title: disc_titles[number] ?? '', trackIds: [] }
    discs.set(number, { ...disc, trackIds: [...disc.trackIds, id] })
  }
  return [...discs.values()].sort((a, b) => a.number - b.number)
}

/** Discs keep their numbers; where one became empty and goes, those after it move up. */
function withoutEmpty(discs: Disc[]): Disc[] {
  let freed = 0
  return discs.flatMap((disc) => {
    if (disc.trackIds.length > 0) return { ...disc, number: disc.number - freed }
    freed += 1
    return []
  })
}

const without = (discs: Disc[], ids: Set<string>): Disc[] =>
  discs.map((disc) => ({ ...disc, trackIds: disc.trackIds.filter((id) => !ids.has(id)) }))

/** What of these stands there, in the order that it has now. */
const inOrder = (discs: Disc[], ids: Iterable<string>): string[] => {
  const wanted = new Set(ids)
  return discs.flatMap(({ trackIds }) => trackIds).filter((id) => wanted.has(id))
}

/** Takes these together to a spot beside another track; nothing moves beside itself. */
export function moveTo(discs: Disc[], ids: Iterable<string>, spot: Spot): Disc[] {
  const moved = inOrder(discs, ids)
  if (moved.includes(spot.trackId)) return discs
  const rest = without(discs, new Set(moved)).map((disc) => {
    const at = disc.trackIds.indexOf(spot.trackId)
    if (at < 0) return disc
    return { ...disc, trackIds: disc.trackIds.toSpliced(at + (spot.isAfter ? 1 : 0), 0, ...moved) }
  })
  return withoutEmpty(rest)
}

/** Takes these to the end of a disc, by its place in the list; one more than there are is a new disc. */
export function moveToDisc(discs: Disc[], ids: Iterable<string>, index: number): Disc[] {
  const moved = inOrder(discs, ids)
  const rest = without(discs, new Set(moved))
  const added = { number: (rest.at(-1)?.number ?? 0) + 1, title: '', trackIds: [] }
  const wide = index < rest.length ? rest : [...rest, added]
  return withoutEmpty(
    wide.map((disc, i) =>
      i === index ? { ...disc, trackIds: [...disc.trackIds, ...moved] } : disc,
    ),
  )
}

/** One place up (-1) or down (1); over the end of a disc to the next one. At the very end nothing moves. */
export function step(discs: Disc[], id: string, by: -1 | 1): Disc[] {
  const d = discs.findIndex(({ trackIds }) => trackIds.includes(id))
  const disc = discs[d]
  if (!disc) return discs
  const beside = disc.trackIds[disc.trackIds.indexOf(id) + by]
  if (beside) return moveTo(discs, [id], { trackId: beside, isAfter: by > 0 })
  const next = discs[d + by]?.trackIds.at(by > 0 ? 0 : -1)
  return next ? moveTo(discs, [id], { trackId: next, isAfter: by < 0 }) : discs
}

/** A wish meets what came and went since: new tracks stand at the end of their discs. */
export function reconciled(discs: Disc[], release: Ordered): Disc[] {
  const present = new Set(release.tracks.map(({ id }) => id))
  const known = new Set(discs.flatMap(({ trackIds }) => trackIds))
  const tracks = release.tracks.filter(({ id }) => !known.has(id))
  const news = new Map(discsOf({ ...release, tracks }).map((disc) => [disc.number, disc]))
  const kept = discs.map((disc) => {
    const own = disc.trackIds.filter((id) => present.has(id))
    const added = news.get(disc.number)?.trackIds ?? []
    news.delete(disc.number)
    return { ...disc, trackIds: [...own, ...added] }
  })
  return [...kept, ...news.values()].sort((a, b) => a.number - b.number)
}

export function placeOf(discs: Disc[], id: string): Place | undefined {
  const disc = discs.find(({ trackIds }) => trackIds.includes(id))
  return disc && { disc, at: disc.trackIds.indexOf(id) + 1, count: disc.trackIds.length }
}

export const isSameOrder = (one: Disc[], other: Disc[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** "Moved to 4 of 12", with its disc where there are several. */
export function placeWords(discs: Disc[], id: string): string {
  const place = placeOf(discs, id)
  if (!place) return ''
  const words = `Moved to ${place.at} of ${place.count}`
  return discs.length > 1 ? `${words} on disc ${place.disc.number}` : words
}
