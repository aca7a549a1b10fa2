/** What operators do about an artist: the mark, and how much room there is. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { quotaQuery, removeVerification, verifyArtist } from '@/api/artist-profile'
import { artistQuery } from '@/api/queries'
import type { ArtistDetail } from '@/api/types'
import { ReasonField } from '@/ui/reason-dialog'
import { reasonOf } from '@/ui/reason'
import { roomWords } from '@/ui/room'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Form } from '@/ui/form'
import { Section, useTelling } from '@/ui/section'
import { VERIFIED_MEANS } from '@/ui/verified-mark'

import { RoomDialog } from './room-dialog'

export default function OperatorActs({ artist }: { artist: ArtistDetail }) {
  const telling = useTelling()
  const client = useQueryClient()
  const quota = useQuery(quotaQuery(artist.id))
  const [open, setOpen] = useState<'mark' | 'room'>()
  const isVerified = artist.verified_at !== null
  const close = () => setOpen(undefined)
  const marked = (answer: ArtistDetail) => {
    close()
    client.setQueryData(artistQuery(artist.slug).queryKey, answer)
    void client.invalidateQueries({ queryKey: ['artist'] })
    telling.tell(answer.verified_at ? `${answer.name} is verified.` : 'The mark is removed.', true)
  }
  const roomSet = () => {
    close()
    void client.invalidateQueries({ queryKey: quotaQuery(artist.id).queryKey })
    telling.tell('The limit is set.', true)
  }
  return (
    <Section title="For operators" telling={telling}>
      {quota.data && <p className="text-ink2">Storage: {roomWords(quota.data)}</p>}
      <div className="flex flex-wrap gap-2">
        <Button look="outline" onClick={() => setOpen('mark')}>
          {isVerified ? 'Remove the mark…' : 'Verify…'}
        </Button>
        <Button look="outline" disabled={!quota.data} onClick={() => setOpen('room')}>
          Change the storage limit…
        </Button>
      </div>
      {open === 'mark' && <MarkDialog artist={artist} onMarked={marked} onClose={close} />}
      {open === 'room' && quota.data && (
        <RoomDialog artist={artist} quota={quota.data} onSet={roomSet} onClose={close} />
      )}
    </Section>
  )
}

interface MarkDialogProps {
  artist: ArtistDetail
  onMarked: (artist: ArtistDetail) => void
  onClose: () => void
}

function MarkDialog({ artist, onMarked, onClose }: MarkDialogProps) {
  const isVerified = artist.verified_at !== null
  const act = isVerified ? removeVerification : verifyArtist
  return (
    <Dialog
      title={
        <>
          {isVerified ? 'Remove the mark of ' : 'Verify '}
          <bdi>{artist.name}</bdi>
        </>
      }
      onClose={onClose}
    >
      <p className="mb-5 text-ink2">
        {isVerified ? 'The page no longer says that it is verified.' : VERIFIED_MEANS}
      </p>
      <Form
        submit={isVerified ? 'Remove the mark' : 'Verify'}
        busy="Saving…"
        fields={['reason']}
        onSubmit={async ({ reason }) => onMarked(await act(artist.id, reasonOf(reason)))}
        onCancel={onClose}
      >
        {(errors) => (
          <ReasonField
            error={errors.reason}
            hint={
              isVerified
                ? 'Why it goes. The audit log keeps it.'
                : 'How you made sure. The audit log keeps it.'
            }
          />
        )}
      </Form>
    </Dialog>
  )
}
