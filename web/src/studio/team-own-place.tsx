/** One's own place on a team: giving ownership to somebody else, and leaving. */
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { leaveTeam, type Member, type TeamSubject, transferOwnership } from '@/api/team'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Dialog } from '@/ui/dialog'
import { Form } from '@/ui/form'
import { Section, useTelling } from '@/ui/section'
import { SelectField } from '@/ui/select-field'

import { nameOf, ROLE_HINTS, ROLE_LABELS } from './team-roles'
import { useTeamChange } from './use-team-change'

interface OwnPlaceProps {
  subject: TeamSubject
  members: Member[]
  own: Member
}

export function OwnPlaceSection({ subject, members, own }: OwnPlaceProps) {
  const telling = useTelling()
  const refresh = useTeamChange()
  const [open, setOpen] = useState<'transfer' | 'leave'>()
  const others = members.filter(({ user_id: id }) => id !== own.user_id)
  const transfer = async (userId: string) => {
    await transferOwnership(subject, userId)
    setOpen(undefined)
    telling.tell('Ownership is transferred. You are a manager now.', true)
    await refresh()
  }
  const mayTransfer = own.role === 'owner' && others.length > 0
  return (
    <Section
      title="Your place"
      intro={`${ROLE_LABELS[own.role]}. ${ROLE_HINTS[own.role]}`}
      telling={telling}
    >
      <div className="flex flex-wrap gap-2">
        {mayTransfer && (
          <Button look="outline" onClick={() => setOpen('transfer')}>
            Transfer ownership…
          </Button>
        )}
        <Button look="danger" onClick={() => setOpen('leave')}>
          Leave the team…
        </Button>
      </div>
      {open === 'transfer' && (
        <TransferDialog members={others} onTransfer={transfer} onClose={() => setOpen(undefined)} />
      )}
      {open === 'leave' && <Leave subject={subject} onCancel={() => setOpen(undefined)} />}
    </Section>
  )
}

function Leave({ subject, onCancel }: { subject: TeamSubject; onCancel: () => void }) {
  const refresh = useTeamChange()
  const navigate = useNavigate()
  const left = async () => {
    await navigate({ to: subject.kind === 'labels' ? '/studio/labels' : '/studio' })
    await refresh()
  }
  return (
    <ConfirmDialog
      title={
        <>
          Leave the team of <bdi>{subject.name}</bdi>
        </>
      }
      action="Leave"
      onConfirm={() => leaveTeam(subject)}
      onDone={() => void left()}
      onCancel={onCancel}
    >
      You no longer see or change what is not out yet. To come back you need an invitation.
    </ConfirmDialog>
  )
}

interface TransferDialogProps {
  members: Member[]
  onTransfer: (userId: string) => Promise<void>
  onClose: () => void
}

function TransferDialog({ members, onTransfer, onClose }: TransferDialogProps) {
  return (
    <Dialog title="Transfer ownership" onClose={onClose}>
      <p className="mb-5 text-ink2">
        Somebody else of the team becomes an owner, and you a manager. Only an owner can make you
        one again.
      </p>
      <Form
        submit="Transfer ownership"
        busy="Transferring…"
        fields={['user_id']}
        onSubmit={({ user_id: userId = '' }) => onTransfer(userId)}
        onCancel={onClose}
      >
        {() => (
          <SelectField
            label="New owner"
            name="user_id"
            options={members.map((member) => [member.user_id, nameOf(member)])}
          />
        )}
      </Form>
    </Dialog>
  )
}
