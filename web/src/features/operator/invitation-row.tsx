/** One invitation to sign up: for whom, how it stands, and withdrawing it. */
import { useState } from 'react'

import { type SignUpInvitation, withdrawSignUpInvitation } from '@/api/moderation'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Row, Tag } from '@/ui/row'
import { When } from '@/ui/when'

interface InvitationRowProps {
  invitation: SignUpInvitation
  onWithdrawn: () => void
}

const STATES = { open: 'Open', used: 'Used', expired: 'Expired', withdrawn: 'Withdrawn' }

export function InvitationRow({ invitation, onWithdrawn }: InvitationRowProps) {
  const [isAsking, setIsAsking] = useState(false)
  const { id, email, note, state } = invitation
  const title = email ?? (note || 'For anyone with the link')
  return (
    <Row
      title={title}
      tags={
        <Tag tone={state === 'open' ? 'ok' : 'plain'}>
          {STATES[state]}
          {invitation.used_by && ` by ${invitation.used_by}`}
        </Tag>
      }
      facts={<InvitationFacts invitation={invitation} />}
      actions={
        state === 'open' && (
          <Button
            look="quiet"
            className="px-3 text-bad!"
            aria-label={`Withdraw the invitation: ${title}`}
            onClick={() => setIsAsking(true)}
          >
            Withdraw
          </Button>
        )
      }
    >
      {isAsking && (
        <ConfirmDialog
          title="Withdraw this invitation"
          action="Withdraw"
          onConfirm={() => withdrawSignUpInvitation(id)}
          onDone={() => {
            setIsAsking(false)
            onWithdrawn()
          }}
          onCancel={() => setIsAsking(false)}
        >
          Its link no longer lets anybody sign up.
        </ConfirmDialog>
      )}
    </Row>
  )
}

const InvitationFacts = ({ invitation }: { invitation: SignUpInvitation }) => (
  <>
    Made <When at={invitation.created_at} isDay />
    {invitation.invited_by && (
      <>
        {' by '}
        <bdi>{invitation.invited_by}</bdi>
      </>
    )}
    {invitation.state === 'open' && (
      <>
        {' · until '}
        <When at={invitation.expires_at} isDay />
      </>
    )}
    {invitation.email && invitation.note && ` · ${invitation.note}`}
  </>
)
