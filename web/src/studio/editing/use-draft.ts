/** What is being typed over what stands at the server, and the version it was begun on. */
import { useState } from 'react'

export type Values = Record<string, string>

export interface Draft {
  /** As the form shows them. */
  values: Values
  /** Those alone that were changed. */
  changes: Values
  isDirty: boolean
  /** Of the state that the first change was made on; later ones are others' work. */
  version: number
  set: (name: string, value: string) => void
  /** Back to what stands at the server. */
  reset: () => void
}

interface Held {
  /** What stood there when the first change was made. */
  values: Values
  version: number
  typed: Values
}

export function useDraft(saved: Values, version: number): Draft {
  const [held, setHeld] = useState<Held>()
  const from = held?.values ?? saved
  const values = { ...saved, ...held?.typed }
  const changes = Object.fromEntries(
    Object.entries(held?.typed ?? {}).filter(([name, value]) => value !== from[name]),
  )
  return {
    values,
    changes,
    isDirty: Object.keys(changes).length > 0,
    version: held?.version ?? version,
    set: (name, value) =>
      setHeld((now) => ({
        values: now?.values ?? saved,
        version: now?.version ?? version,
        typed: { ...now?.typed, [name]: value },
      })),
    reset: () => setHeld(undefined),
  }
}
