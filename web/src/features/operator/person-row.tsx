/** One person: standing, and what the viewer may decide about it. */
import { useState } from 'react'

import { type Person, restorePerson, setPersonRole, suspendPerson } from '@/api/moderation'
import type { Me } from '@/api/types'
import { Button } from '@/ui/button'
import { ReasonDialog } from '@/ui/reason-dialog'
import { Row, Tag } from '@/ui/row'
import { When } from '@/ui/when'

import { RoleDialog } from './role-dialog'
import { maySetRole, maySuspend, roleLabel } from './standing'

interface PersonRowProps {
  person: Person
  viewer: NonNullable<Me['user']>
  onChanged: (words: string) => void
}

export function PersonRow({ person, viewer, onChanged }: PersonRowProps) {
  const [open, setOpen] = useState<'standing' | 'role'>()
  const close = () => setOpen(undefined)
  const changed = (words: string) => {
    close()
    onChanged(words)
  }
  const { username } = person
  const isSuspended = person.suspended_at !== null
  return (
    <Row
      title={username}
      tags={<PersonTags person={person} isOwn={viewer.id === person.id} />}
      facts={<PersonFacts person={person} />}
      actions={
        <>
          {maySetRole(viewer, person) && (
            <Button
              look="quiet"
              className="px-3"
              aria-label={`Change the role of ${username}`}
              onClick={() => setOpen('role')}
            >
              Change role
            </Button>
          )}
          {maySuspend(viewer, person) && (
            <Button
              look="quiet"
              className={isSuspended ? 'px-3' : 'px-3 text-bad!'}
              aria-label={`${isSuspended ? 'Lift the suspension of' : 'Suspend'} ${username}`}
              onClick={() => setOpen('standing')}
            >
              {isSuspended ? 'Lift suspension' : 'Suspend'}
            </Button>
          )}
        </>
      }
    >
      {open === 'standing' && (
        <StandingDialog person={person} onChanged={changed} onClose={close} />
      )}
      {open === 'role' && (
        <RoleDialog
          person={person}
          onSave={async (role, reason) => {
            await setPersonRole(person.id, { role, reason })
            changed(`${username} is now: ${roleLabel(role)}.`)
          }}
          onClose={close}
        />
      )}
    </Row>
  )
}

const TOLD = 'An e-mail tells them, and the audit log keeps it.'

interface StandingDialogProps {
  person: Person
  onChanged: (words: string) => void
  onClose: () => void
}

function StandingDialog({ person, onChanged, onClose }: StandingDialogProps) {
  const { id, username, suspended_at: since } = person
  const lift = async (reason: string) => {
    await restorePerson(id, reason)
    onChanged(`${username} can sign in again.`)
  }
  const suspend = async (reason: string) => {
    await suspendPerson(id, reason)
    onChanged(`${username} is suspended.`)
  }
  return since === null ? (
    <ReasonDialog
      title={`Suspend ${username}`}
      about="Every session, token and address of theirs ends at once. They cannot sign in until you lift it."
      action="Suspend"
      busy="Suspending…"
      hint={TOLD}
      onReason={suspend}
      onClose={onClose}
    />
  ) : (
    <ReasonDialog
      title={`Lift the suspension of ${username}`}
      about="They can sign in again."
      action="Lift it"
      busy="Lifting it…"
      hint={TOLD}
      onReason={lift}
      onClose={onClose}
    />
  )
}

const PersonTags = ({ person, isOwn }: { person: Person; isOwn: boolean }) => (
  <>
    <Tag>{roleLabel(person.role)}</Tag>
    {isOwn && <Tag tone="ok">You</Tag>}
    {person.suspended_at && (
      <Tag tone="warn">
        Suspended <When at={person.suspended_at} isDay />
      </Tag>
    )}
  </>
)

const PersonFacts = ({ person }: { person: Person }) => (
  <>
    {person.email && (
      <>
        <bdi>{person.email}</bdi>
        {' · '}
      </>
    )}
    joined <When at={person.joined_at} isDay />
    {person.suspended_at && person.suspension_reason && ` · ${person.suspension_reason}`}
  </>
)
