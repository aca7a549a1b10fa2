/** The trees of genres and moods as lists that can be drawn and searched. */
import type { Genre, GenreKind } from '@/api/genre-curation'

export interface Branch {
  genre: Genre
  below: Branch[]
}

const byName = (a: Genre, b: Genre) => a.name.localeCompare(b.name)

/** Families by name, each with what stands below it. What nobody has placed is in no tree. */
export function treeOf(all: Genre[], kind: GenreKind): Branch[] {
  const placed = all.filter((genre) => genre.kind === kind && genre.is_curated).sort(byName)
  const ids = new Set(placed.map(({ id }) => id))
  const below = (parent: string | null): Branch[] =>
    placed
      .filter(({ parent_id: id }) => (id !== null && ids.has(id) ? id : null) === parent)
      .map((genre) => ({ genre, below: below(genre.id) }))
  return below(null)
}

export const unplaced = (all: Genre[], kind: GenreKind): Genre[] =>
  all.filter((genre) => genre.kind === kind && !genre.is_curated).sort(byName)

export interface Placed {
  genre: Genre
  /** Names from the family down to it. */
  path: string[]
}

/** All of a tree, from top to bottom. */
export const flat = (branches: Branch[], above: string[] = []): Placed[] =>
  branches.flatMap(({ genre, below }) => {
    const path = [...above, genre.name]
    return [{ genre, path }, ...flat(below, path)]
  })

/** It and all that stands below it: places where it cannot go itself. */
export function withinBranch(branches: Branch[], id: string): Set<string> {
  const found = flat(branches)
  const names = found.find(({ genre }) => genre.id === id)?.path
  if (!names) return new Set([id])
  const isWithin = ({ path }: Placed) => names.every((name, i) => path[i] === name)
  return new Set(found.filter(isWithin).map(({ genre }) => genre.id))
}

/** Letters and digits alone, as the server compares names. */
export const keyOf = (text: string): string =>
  text
    .replaceAll(/[&+]/g, ' and ')
    .normalize('NFKD')
    .replaceAll(/[̀-ͯ]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '')

export function matches(genre: Genre, search: string): boolean {
  const key = keyOf(search)
  return [keyOf(genre.name), ...genre.aliases].some((each) => each.includes(key))
}

/** Other spellings than the name itself. */
export const spellings = (genre: Genre): string[] =>
  genre.aliases.filter((alias) => alias !== keyOf(genre.name)).sort()

/** One a line, each once. With another name, the former one keeps meaning it. */
export function aliasesOf(typed: string, former = ''): string[] {
  const lines = typed.split('\n').map((line) => line.trim())
  return [...new Set([...lines, former])].filter(Boolean)
}
