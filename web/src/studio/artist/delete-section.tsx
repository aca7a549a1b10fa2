/** Deleting an artist for good. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { deleteArtist } from '@/api/artist-profile'
import { ApiError } from '@/api/problem'
import type { Artist } from '@/api/types'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Form } from '@/ui/form'
import { Section, useTelling } from '@/ui/section'

const INTRO =
  'With the team, all releases and drafts. There is no way back: the bin doesn’t keep it.'
const UNSURE = 'Tick the box, if you are sure.'

export function DeleteSection({ artist }: { artist: Pick<Artist, 'id' | 'name'> }) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <Section title="Delete this artist" intro={INTRO} telling={useTelling()}>
      <Button look="danger" className="self-start" onClick={() => setIsAsking(true)}>
        Delete the artist…
      </Button>
      {isAsking && <DeleteDialog artist={artist} onClose={() => setIsAsking(false)} />}
    </Section>
  )
}

interface DeleteDialogProps {
  artist: Pick<Artist, 'id' | 'name'>
  onClose: () => void
}

function DeleteDialog({ artist, onClose }: DeleteDialogProps) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = async (isSure: boolean) => {
    if (!isSure) throw new ApiError(422, 'studio.unsure', UNSURE)
    await deleteArtist(artist.id, true)
    await navigate({ to: '/studio' })
    await client.invalidateQueries()
  }
  return (
    <Dialog
      title={
        <>
          Delete <bdi>{artist.name}</bdi>
        </>
      }
      onClose={onClose}
    >
      <Form
        submit="Delete for good"
        busy="Deleting…"
        fields={[]}
        onSubmit={({ sure }) => remove(sure === 'on')}
        onCancel={onClose}
      >
        {() => (
          <label className="flex min-h-11 items-start gap-3">
            <input type="checkbox" name="sure" className="mt-0.5 size-5 shrink-0 accent-spot" />
            <span>
              Delete the artist, the team, and all music of theirs, also what is public. It can’t be
              brought back.
            </span>
          </label>
        )}
      </Form>
    </Dialog>
  )
}
