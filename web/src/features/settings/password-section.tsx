/** The password: changing it ends every other access. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { meQuery } from '@/api/queries'
import { changePassword, proofMeansQuery } from '@/api/security'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'
import { Loaded } from '@/ui/loaded'
import { Section, useTelling } from '@/ui/section'

const INTRO =
  'A new password signs out all your other devices, and ends your tokens and app passwords.'

export function PasswordSection() {
  const telling = useTelling()
  const means = useQuery(proofMeansQuery)
  const [isOpen, setIsOpen] = useState(false)
  const finish = () => {
    setIsOpen(false)
    telling.tell('Your password has changed. Every other device is signed out.')
  }
  return (
    <Section title="Password" intro={INTRO} telling={telling}>
      <Loaded query={means} bone="h-11">
        {({ hasPassword }) => (
          <>
            <Button look="outline" className="self-start" onClick={() => setIsOpen(true)}>
              {hasPassword ? 'Change password…' : 'Set a password…'}
            </Button>
            {isOpen && (
              <PasswordDialog
                hasPassword={hasPassword}
                onDone={finish}
                onClose={() => setIsOpen(false)}
              />
            )}
          </>
        )}
      </Loaded>
    </Section>
  )
}

interface PasswordDialogProps {
  hasPassword: boolean
  onDone: () => void
  onClose: () => void
}

function PasswordDialog({ hasPassword, onDone, onClose }: PasswordDialogProps) {
  const client = useQueryClient()
  const username = useQuery(meQuery).data?.user?.username
  const save = async ({ current_password, new_password = '' }: Values) => {
    await changePassword({ new_password, ...(current_password && { current_password }) })
    onDone()
    await client.invalidateQueries()
  }
  return (
    <Dialog title={hasPassword ? 'Change password' : 'Set a password'} onClose={onClose}>
      <Form
        submit="Save the password"
        busy="Saving…"
        fields={['current_password', 'new_password']}
        onSubmit={save}
        onCancel={onClose}
      >
        {(errors) => (
          <>
            {/* For password managers, which save a password with its name. */}
            <input type="text" autoComplete="username" value={username} readOnly hidden />
            {hasPassword && (
              <Field
                label="Current password"
                name="current_password"
                type="password"
                autoComplete="current-password"
                required
                error={errors.current_password}
              />
            )}
            <Field
              label="New password"
              name="new_password"
              type="password"
              autoComplete="new-password"
              required
              error={errors.new_password}
              hint="At least 8 characters, and not a common one."
            />
          </>
        )}
      </Form>
    </Dialog>
  )
}
