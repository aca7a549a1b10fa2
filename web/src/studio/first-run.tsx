/** The first step in the studio: name the artist. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent } from 'react'

import { createArtist } from '@/api/catalog'
import { ApiError, messageOf } from '@/api/problem'
import { keys } from '@/api/queries'
import { Button } from '@/ui/button'
import { Field, FormError } from '@/ui/field'
import { Heading } from '@/ui/heading'

import { INLINE_LINK } from './inline-link'
import { InvitationNote } from './invitation-note'

export function FirstRun() {
  const client = useQueryClient()
  const create = useMutation({
    mutationFn: createArtist,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.myArtists }),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = new FormData(event.currentTarget).get('name')
    if (typeof name === 'string') create.mutate(name.trim())
  }
  const nameError = create.error instanceof ApiError ? create.error.fields.name : undefined
  return (
    <div className="flex max-w-120 flex-col gap-6">
      <header className="flex flex-col gap-2">
        <Heading title="Artist studio">Name your artist</Heading>
        <p className="text-ink2">
          The name that listeners see on your releases: your own, or your band's. Then upload your
          first track.
        </p>
      </header>
      <InvitationNote />
      <form onSubmit={submit} className="flex flex-col gap-5">
        {create.error && !nameError && <FormError>{messageOf(create.error)}</FormError>}
        <Field
          label="Artist name"
          name="name"
          required
          maxLength={200}
          autoComplete="off"
          error={nameError}
        />
        <Button type="submit" disabled={create.isPending} className="self-start">
          {create.isPending ? 'Saving…' : 'Continue'}
        </Button>
      </form>
      <p className="text-ink2">
        Do you run a label?{' '}
        <Link to="/studio/labels" className={INLINE_LINK}>
          Go to your labels
        </Link>
        .
      </p>
    </div>
  )
}
