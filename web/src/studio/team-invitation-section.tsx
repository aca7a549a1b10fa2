/** Who is invited to a team and has not answered; and inviting somebody. */
import { useState } from 'react'

import {
  inviteMember,
  type TeamInvitation,
  type TeamRole,
  type TeamSubject,
  withdrawTeamInvitation,
} from '@/api/team'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Row, Tag } from '@/ui/row'
import { Section, useTelling } from '@/ui/section'
import { Empty } from '@/ui/states'
import { When } from '@/ui/when'

import { InviteDialog } from './team-invite-dialog'
import { decidesOn, ROLE_LABELS, rolesToGive } from './team-roles'
import { useTeamChange } from './use-team-change'

interface InvitationSectionProps {
  subject: TeamSubject
  invitations: TeamInvitation[]
}

export function InvitationSection({ subject, invitations }: InvitationSectionProps) {
  const telling = useTelling()
  const refresh = useTeamChange()
  const [isOpen, setIsOpen] = useState(false)
  const invite = async (email: string, role: TeamRole) => {
    await inviteMember(subject, { email, role })
    setIsOpen(false)
    telling.tell(`A letter with the invitation goes to ${email}.`)
    await refresh()
  }
  const withdrawn = (email: string) => {
    telling.tell(`The invitation of ${email} no longer works.`, true)
    void refresh()
  }
  return (
    <Section
      title="Invitations"
      intro="An invitation is sent by e-mail and works once, within 14 days."
      telling={telling}
    >
      {invitations.length === 0 ? (
        <Empty sentence="Nobody is invited at the moment." />
      ) : (
        <ul aria-label="Invitations" className="border-t border-line">
          {invitations.map((invitation) => (
            <InvitationRow
              key={invitation.id}
              subject={subject}
              invitation={invitation}
              onWithdrawn={() => withdrawn(invitation.email)}
            />
          ))}
        </ul>
      )}
      <Button look="outline" className="self-start" onClick={() => setIsOpen(true)}>
        Invite somebody…
      </Button>
      {isOpen && (
        <InviteDialog
          roles={rolesToGive(subject.abilities)}
          onInvite={invite}
          onClose={() => setIsOpen(false)}
        />
      )}
    </Section>
  )
}

interface InvitationRowProps {
  subject: TeamSubject
  invitation: TeamInvitation
  onWithdrawn: () => void
}

function InvitationRow({ subject, invitation, onWithdrawn }: InvitationRowProps) {
  const [isAsking, setIsAsking] = useState(false)
  const { id, email, role } = invitation
  return (
    <Row
      title={email}
      tags={<Tag>{ROLE_LABELS[role]}</Tag>}
      facts={
        <>
          Invited by <bdi>{invitation.invited_by}</bdi>
          {' · until '}
          <When at={invitation.expires_at} isDay />
        </>
      }
      actions={
        decidesOn(subject.abilities, role) && (
          <Button
            look="quiet"
            className="px-3 text-bad!"
            aria-label={`Withdraw the invitation of ${email}`}
            onClick={() => setIsAsking(true)}
          >
            Withdraw
          </Button>
        )
      }
    >
      {isAsking && (
        <ConfirmDialog
          title={`Withdraw the invitation of ${email}`}
          action="Withdraw"
          onConfirm={() => withdrawTeamInvitation(subject, id)}
          onDone={() => {
            setIsAsking(false)
            onWithdrawn()
          }}
          onCancel={() => setIsAsking(false)}
        >
          The link in the letter no longer works then.
        </ConfirmDialog>
      )}
    </Row>
  )
}
