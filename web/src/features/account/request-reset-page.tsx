/** Asks for a link to choose another password. */
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { requestPasswordReset } from '@/api/account'
import { Field } from '@/ui/field'
import { Form } from '@/ui/form'

import { ACCOUNT_LINK, AccountPage } from './account-page'

export function RequestResetPage() {
  const [sentTo, setSentTo] = useState('')
  if (sentTo)
    return (
      <AccountPage
        key="sent"
        title="Check your e-mail"
        intro={`If ${sentTo} has an account here, a link to choose a new password is on its way.`}
      />
    )
  return (
    <AccountPage
      key="ask"
      title="Reset your password"
      intro="Tell us your e-mail address and we send you a link."
      footer={
        <Link to="/sign-in" className={ACCOUNT_LINK}>
          Back to sign in
        </Link>
      }
    >
      <Form
        submit="Send the link"
        busy="Sending…"
        fields={['email']}
        onSubmit={async ({ email = '' }) => {
          await requestPasswordReset(email.trim())
          setSentTo(email.trim())
        }}
      >
        {(errors) => (
          <Field
            label="E-mail"
            name="email"
            type="email"
            autoComplete="email"
            required
            error={errors.email}
          />
        )}
      </Form>
    </AccountPage>
  )
}
