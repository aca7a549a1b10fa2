/** Whom to invite, and as what. */
import { useState } from 'react'

import type { TeamRole } from '@/api/team'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form } from '@/ui/form'
import { SelectField } from '@/ui/select-field'

import { ROLE_HINTS, ROLE_LABELS } from './team-roles'

interface InviteDialogProps {
  roles: TeamRole[]
  onInvite: (email: string, role: TeamRole) => Promise<void>
  onClose: () => void
}

export function InviteDialog({ roles, onInvite, onClose }: InviteDialogProps) {
  const [role, setRole] = useState<TeamRole>('uploader')
  return (
    <Dialog title="Invite somebody" onClose={onClose}>
      <Form
        submit="Send the invitation"
        busy="Sending…"
        fields={['email']}
        onSubmit={({ email = '' }) => onInvite(email.trim(), role)}
        onCancel={onClose}
      >
        {(errors) => (
          <>
            <Field
              label="E-mail"
              name="email"
              type="email"
              autoComplete="off"
              maxLength={254}
              required
              error={errors.email}
            />
            <SelectField
              label="Role"
              name="role"
              value={role}
              options={roles.map((one) => [one, ROLE_LABELS[one]])}
              hint={ROLE_HINTS[role]}
              onChange={({ currentTarget }) => setRole(currentTarget.value as TeamRole)}
            />
          </>
        )}
      </Form>
    </Dialog>
  )
}
