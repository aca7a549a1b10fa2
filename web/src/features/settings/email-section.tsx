/** E-mail addresses: which one counts, which are confirmed. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { addEmail, emailsQuery } from '@/api/security'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form } from '@/ui/form'
import { Loaded } from '@/ui/loaded'
import { Section, useTelling } from '@/ui/section'

import { EmailRow } from './email-row'

const INTRO = 'Links to confirm and to choose a new password go to your main address.'

export function EmailSection() {
  const telling = useTelling()
  const emails = useQuery(emailsQuery)
  const [isOpen, setIsOpen] = useState(false)
  const add = async (email: string) => {
    await addEmail(email)
    setIsOpen(false)
    telling.tell(`We sent a link to ${email}. Open it to confirm the address.`)
    await emails.refetch()
  }
  return (
    <Section title="E-mail" intro={INTRO} telling={telling}>
      <Loaded query={emails} bone="h-14">
        {(list) => (
          <ul className="border-t border-line">
            {list.map((address) => (
              <EmailRow
                key={address.email}
                address={address}
                tell={telling.tell}
                refresh={emails.refetch}
              />
            ))}
          </ul>
        )}
      </Loaded>
      <Button look="outline" className="self-start" onClick={() => setIsOpen(true)}>
        Change e-mail…
      </Button>
      {isOpen && <AddDialog onAdd={add} onClose={() => setIsOpen(false)} />}
    </Section>
  )
}

interface AddDialogProps {
  onAdd: (email: string) => Promise<void>
  onClose: () => void
}

function AddDialog({ onAdd, onClose }: AddDialogProps) {
  return (
    <Dialog title="Change e-mail" onClose={onClose}>
      <Form
        submit="Send the link"
        busy="Sending…"
        fields={['email']}
        onSubmit={async ({ email = '' }) => onAdd(email.trim())}
        onCancel={onClose}
      >
        {(errors) => (
          <Field
            label="New e-mail"
            name="email"
            type="email"
            autoComplete="email"
            required
            error={errors.email}
            hint="Your address stays as it is until you have opened the link that we send to the new one."
          />
        )}
      </Form>
    </Dialog>
  )
}
