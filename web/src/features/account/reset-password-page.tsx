/** Chooses a new password with the key from the e-mail. */
import { getRouteApi, Link } from '@tanstack/react-router'

import { resetPassword } from '@/api/account'
import { Field } from '@/ui/field'
import { Form } from '@/ui/form'

import { ACCOUNT_LINK, AccountPage } from './account-page'
import { useOutcome } from './use-outcome'

const route = getRouteApi('/reset-password/$key')

export function ResetPasswordPage() {
  const { key } = route.useParams()
  const follow = useOutcome()
  return (
    <AccountPage
      title="Choose a new password"
      footer={
        <>
          Link too old?{' '}
          <Link to="/reset-password" className={ACCOUNT_LINK}>
            Ask for another
          </Link>
        </>
      }
    >
      <Form
        submit="Save the password"
        busy="Saving…"
        fields={['password']}
        onSubmit={async ({ password = '' }) => follow(await resetPassword(key, password))}
      >
        {(errors) => (
          <>
            {errors.key && (
              <p className="text-sm text-bad">This link has ended. Ask for another below.</p>
            )}
            <Field
              label="New password"
              name="password"
              type="password"
              autoComplete="new-password"
              required
              error={errors.password}
              hint="At least 8 characters, and not a common one."
            />
          </>
        )}
      </Form>
    </AccountPage>
  )
}
