/** One step up (-1) or down (1) in a list. */

/** The same list where there is no way further. */
export function moved<T>(list: T[], item: T, by: -1 | 1): T[] {
  const from = list.indexOf(item)
  const beside = list[from + by]
  if (from < 0 || beside === undefined) return list
  return list.with(from, beside).with(from + by, item)
}
