/** For whom an invitation is, and for how long. */
import type { NewSignUpInvitation } from '@/api/moderation'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form } from '@/ui/form'
import { SelectField } from '@/ui/select-field'

interface InvitationDialogProps {
  onMake: (invitation: NewSignUpInvitation) => Promise<void>
  onClose: () => void
}

const LIFETIMES: [days: string, label: string][] = [
  ['1', 'One day'],
  ['7', '7 days'],
  ['14', '14 days'],
  ['90', '90 days'],
  ['365', 'One year'],
]

export function InvitationDialog({ onMake, onClose }: InvitationDialogProps) {
  return (
    <Dialog title="Make an invitation" onClose={onClose}>
      <Form
        submit="Make it"
        busy="Making it…"
        fields={['email', 'note']}
        onSubmit={({ email = '', note = '', days }) =>
          onMake({ email: email.trim() || null, note: note.trim(), expires_in_days: Number(days) })
        }
        onCancel={onClose}
      >
        {(errors) => (
          <>
            <Field
              label="E-mail (optional)"
              name="email"
              type="email"
              maxLength={254}
              autoComplete="off"
              error={errors.email}
              hint="With an address, the invitation is for that address alone, and is sent there, too."
            />
            <Field
              label="Note (optional)"
              name="note"
              maxLength={200}
              autoComplete="off"
              error={errors.note}
              hint="For this list: who it is for."
            />
            <SelectField label="It works for" name="days" options={LIFETIMES} defaultValue="14" />
          </>
        )}
      </Form>
    </Dialog>
  )
}
