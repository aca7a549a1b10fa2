/** Asks which role somebody is to have, and why. */
import { useState } from 'react'

import type { Person, PlatformRole } from '@/api/moderation'
import { Dialog } from '@/ui/dialog'
import { Form } from '@/ui/form'
import { reasonOf } from '@/ui/reason'
import { ReasonField } from '@/ui/reason-dialog'
import { SelectField } from '@/ui/select-field'

import { ROLES } from './standing'

interface RoleDialogProps {
  person: Person
  onSave: (role: PlatformRole, reason: string) => Promise<void>
  onClose: () => void
}

const HINTS: Record<PlatformRole, string> = {
  listener: 'Listens, and puts out music with teams.',
  moderator: 'Also finds people and suspends listeners.',
  operator: 'Also runs this server: roles, sign-up, stopped work, the audit log.',
}

export function RoleDialog({ person, onSave, onClose }: RoleDialogProps) {
  const [role, setRole] = useState(person.role)
  return (
    <Dialog title={`Change the role of ${person.username}`} onClose={onClose}>
      <Form
        submit="Change the role"
        busy="Changing…"
        fields={['reason']}
        onSubmit={async ({ reason }) => onSave(role, reasonOf(reason))}
        onCancel={onClose}
      >
        {(errors) => (
          <>
            <SelectField
              label="Role"
              name="role"
              options={ROLES}
              value={role}
              hint={HINTS[role]}
              onChange={({ currentTarget }) => setRole(currentTarget.value as PlatformRole)}
            />
            <ReasonField error={errors.reason} />
          </>
        )}
      </Form>
    </Dialog>
  )
}
