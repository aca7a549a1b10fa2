/** One invitation to a team, to accept or to decline. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { messageOf } from '@/api/problem'
import { keys } from '@/api/queries'
import { acceptInvitation, declineInvitation, type Invited } from '@/api/team'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Row, Tag } from '@/ui/row'
import { When } from '@/ui/when'

import { forgetInvitationToken } from './invitation-token'
import { ROLE_HINTS, ROLE_LABELS } from './team-roles'

interface InvitedRowProps {
  invited: Invited
  /** Of the letter; empty for an invitation to one's own address. */
  token: string
  onAnswered: (words: string) => void
}

export function InvitedRow({ invited, token, onAnswered }: InvitedRowProps) {
  const client = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const { id, team, role } = invited
  const finish = (words: string) => {
    if (token) forgetInvitationToken()
    void client.invalidateQueries({ queryKey: keys.myArtists })
    onAnswered(words)
  }
  const accept = useMutation({
    mutationFn: () => acceptInvitation(id, token),
    onSuccess: () => finish(`You are on the team of ${team.name} now.`),
  })
  return (
    <Row
      title={team.name}
      tags={<Tag>{ROLE_LABELS[role]}</Tag>}
      facts={
        <>
          Invited by <bdi>{invited.invited_by}</bdi>
          {' · until '}
          <When at={invited.expires_at} isDay />
          {` · ${ROLE_HINTS[role]}`}
        </>
      }
      error={accept.error && messageOf(accept.error)}
      actions={
        <span className="flex gap-2 px-3 sm:px-0">
          <Button
            aria-label={`Join the team of ${team.name}`}
            disabled={accept.isPending}
            onClick={() => accept.mutate()}
          >
            Join
          </Button>
          <Button
            look="quiet"
            aria-label={`Decline the invitation to ${team.name}`}
            onClick={() => setIsAsking(true)}
          >
            Decline
          </Button>
        </span>
      }
    >
      {isAsking && (
        <ConfirmDialog
          title={
            <>
              Decline the invitation to <bdi>{team.name}</bdi>
            </>
          }
          action="Decline"
          onConfirm={() => declineInvitation(id, token)}
          onDone={() => {
            setIsAsking(false)
            finish(`You are not joining the team of ${team.name}.`)
          }}
          onCancel={() => setIsAsking(false)}
        >
          The team may invite you again.
        </ConfirmDialog>
      )}
    </Row>
  )
}
