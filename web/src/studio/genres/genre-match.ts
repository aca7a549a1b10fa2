/** Finds genres and moods by what was typed, in whichever spelling. */
import type { GenreName } from '@/api/genres'

/** As the server compares names: "Hip-Hop", "hip hop" and "HipHop" are one. */
export function genreKey(name: string): string {
  const folded = name
    .replace(/[&+]/g, ' and ')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  return folded.replace(/[^\p{L}\p{N}\p{M}]/gu, '') || folded.replace(/\s/g, '')
}

const MAX_SHOWN = 12

/** Those that begin with it first, then those that have it inside; without those that are chosen. */
export function matching(genres: GenreName[], typed: string, chosen: string[]): GenreName[] {
  const key = genreKey(typed)
  if (!key) return []
  const taken = new Set(chosen.map(genreKey))
  const place = (genre: GenreName) => {
    const inName = genreKey(genre.name).indexOf(key)
    // Another spelling counts from its beginning, or "rnb" would bring all that has it inside.
    return inName < 0 && genre.aliases.some((alias) => alias.startsWith(key)) ? 0 : inName
  }
  return genres
    .filter((genre) => place(genre) >= 0 && !taken.has(genreKey(genre.name)))
    .sort((one, other) => rank(place(one), one) - rank(place(other), other))
    .slice(0, MAX_SHOWN)
}

/** A shorter name is nearer to what was typed. */
const rank = (place: number, { name }: GenreName): number => (place === 0 ? 0 : 1000) + name.length

/** The name with those above it: "Electronic › House". */
export function familyOf(genre: GenreName, byId: Map<string, GenreName>): string {
  const names: string[] = []
  const seen = new Set<string>()
  let above = genre.parent_id
  while (above && !seen.has(above)) {
    seen.add(above)
    const parent = byId.get(above)
    if (parent) names.unshift(parent.name)
    above = parent?.parent_id ?? null
  }
  return names.join(' › ')
}
