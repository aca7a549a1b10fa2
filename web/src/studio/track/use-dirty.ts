/** Which parts of a page hold something that isn't saved. */
import { useCallback, useRef, useState } from 'react'

type Setter = (isDirty: boolean) => void

export function useDirty() {
  const [dirty, setDirty] = useState<ReadonlySet<string>>(new Set())
  const setters = useRef(new Map<string, Setter>())
  /** The same function for the same part each time. */
  const setterOf = useCallback((part: string): Setter => {
    const known = setters.current.get(part)
    if (known) return known
    const setter: Setter = (isDirty) =>
      setDirty((now) => {
        if (now.has(part) === isDirty) return now
        const next = new Set(now)
        if (isDirty) next.add(part)
        else next.delete(part)
        return next
      })
    setters.current.set(part, setter)
    return setter
  }, [])
  return { isAny: dirty.size > 0, setterOf }
}
