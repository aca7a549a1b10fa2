/** One member: name, role, and what the viewer may change about it. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { messageOf } from '@/api/problem'
import { changeRole, type Member, removeMember, type TeamRole, type TeamSubject } from '@/api/team'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { INPUT } from '@/ui/field'
import { Row, Tag } from '@/ui/row'
import { When } from '@/ui/when'

import { decidesOn, nameOf, ROLE_LABELS, rolesToGive } from './team-roles'

interface MemberRowProps {
  subject: TeamSubject
  member: Member
  isOwn: boolean
  /** `isGone`: the row goes away. */
  onChanged: (words: string, isGone: boolean) => void
}

export function MemberRow({ subject, member, isOwn, onChanged }: MemberRowProps) {
  const [isAsking, setIsAsking] = useState(false)
  const change = useMutation({
    mutationFn: (role: TeamRole) => changeRole(subject, member.user_id, role),
    onSuccess: (_, role) => onChanged(`${nameOf(member)} is now: ${ROLE_LABELS[role]}.`, false),
  })
  const mayChange = decidesOn(subject.abilities, member.role)
  return (
    <Row
      title={nameOf(member)}
      tags={
        <>
          {(isOwn || !mayChange) && <Tag>{ROLE_LABELS[member.role]}</Tag>}
          {isOwn && <Tag tone="ok">You</Tag>}
        </>
      }
      facts={
        <>
          <bdi>{member.username}</bdi>
          {' · joined '}
          <When at={member.joined_at} isDay />
        </>
      }
      error={change.error && messageOf(change.error)}
      actions={
        mayChange &&
        !isOwn && (
          <MemberActions
            member={member}
            roles={rolesToGive(subject.abilities)}
            isBusy={change.isPending}
            onRole={change.mutate}
            onRemove={() => setIsAsking(true)}
          />
        )
      }
    >
      {isAsking && (
        <ConfirmDialog
          title={
            <>
              Remove <bdi>{nameOf(member)}</bdi>
            </>
          }
          action="Remove"
          onConfirm={() => removeMember(subject, member.user_id)}
          onDone={() => {
            setIsAsking(false)
            onChanged(`${nameOf(member)} is no longer on the team.`, true)
          }}
          onCancel={() => setIsAsking(false)}
        >
          They no longer see or change what is not out yet. Their uploads stay.
        </ConfirmDialog>
      )}
    </Row>
  )
}

interface MemberActionsProps {
  member: Member
  roles: TeamRole[]
  isBusy: boolean
  onRole: (role: TeamRole) => void
  onRemove: () => void
}

function MemberActions({ member, roles, isBusy, onRole, onRemove }: MemberActionsProps) {
  return (
    <span className="flex flex-wrap items-center gap-2 px-3 sm:px-0">
      <select
        aria-label={`Role of ${nameOf(member)}`}
        className={`${INPUT} w-auto!`}
        value={member.role}
        disabled={isBusy}
        onChange={({ currentTarget }) => onRole(currentTarget.value as TeamRole)}
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {ROLE_LABELS[role]}
          </option>
        ))}
      </select>
      <Button
        look="quiet"
        className="px-3 text-bad!"
        aria-label={`Remove ${nameOf(member)}`}
        onClick={onRemove}
      >
        Remove
      </Button>
    </span>
  )
}
