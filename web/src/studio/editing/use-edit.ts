/** An edit that names the version it was made on, and what to do when somebody else was faster. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { ApiError, type Conflict } from '@/api/problem'

export interface Edit<Body> {
  save: (body: Body) => Promise<boolean>
  /** For a `Form`, which shows what is refused: throws that, but for a conflict. Says whether it stands. */
  submit: (body: Body) => Promise<boolean>
  isSaving: boolean
  /** What the server refused, but for a conflict. */
  error: unknown
  conflict: Conflict | undefined
  /** Sends what was refused once more, over what the others put there. */
  overwrite: () => Promise<boolean>
  /** Gives up what was refused. */
  giveUp: () => void
}

const conflictOf = (error: unknown) => (error instanceof ApiError ? error.conflict : undefined)

/** `send` gets the body and the version it is meant for; `onSaved` what the server answers. `save` says whether it stands. */
export function useEdit<Body, Answer>(
  version: number,
  send: (body: Body, version: number) => Promise<Answer>,
  onSaved: (answer: Answer) => void,
): Edit<Body> {
  const [refused, setRefused] = useState<Body>()
  const { mutateAsync, isPending, error, reset } = useMutation({
    mutationFn: ({ body, on }: { body: Body; on: number }) => send(body, on),
    onSuccess: onSaved,
  })
  const conflict = conflictOf(error)
  const submit = async (body: Body, on: number): Promise<boolean> => {
    setRefused(body)
    try {
      await mutateAsync({ body, on })
      return true
    } catch (refusal) {
      if (conflictOf(refusal)) return false
      throw refusal
    }
  }
  const attempt = (body: Body, on: number) => submit(body, on).catch(() => false)
  return {
    save: (body) => attempt(body, version),
    submit: (body) => submit(body, version),
    isSaving: isPending,
    error: conflict ? null : error,
    conflict,
    overwrite: async () =>
      conflict && refused !== undefined ? attempt(refused, conflict.version) : false,
    giveUp: reset,
  }
}
