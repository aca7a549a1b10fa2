/** A value that is being changed as a whole, such as a list, and the version it was begun on. */
import { useState } from 'react'

export interface Held<T> {
  value: T
  isDirty: boolean
  /** Of the state that the first change was made on; later ones are others' work. */
  version: number
  set: (value: T) => void
  /** Back to what stands at the server. */
  reset: () => void
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

export function useHeld<T>(saved: T, version: number): Held<T> {
  const [held, setHeld] = useState<{ value: T; from: T; version: number }>()
  return {
    value: held ? held.value : saved,
    isDirty: held !== undefined && !isSame(held.value, held.from),
    version: held?.version ?? version,
    set: (value) => setHeld((now) => ({ from: saved, version, ...now, value })),
    reset: () => setHeld(undefined),
  }
}
