/** Sign up: e-mail, username, password. */
import { Link } from '@tanstack/react-router'

import { signUp } from '@/api/account'

import { AccountForm } from './account-form'
import { ACCOUNT_LINK, AccountPage } from './account-page'
import { NEW_ACCOUNT_FIELDS, NewAccountFields } from './new-account-fields'
import { useOutcome } from './use-outcome'

export default function SignUpPage() {
  const follow = useOutcome()
  return (
    <AccountPage
      title="Sign up"
      intro="Listen, and put out your own music."
      footer={
        <>
          Have an account?{' '}
          <Link to="/sign-in" className={ACCOUNT_LINK}>
            Sign in
          </Link>
        </>
      }
    >
      <AccountForm
        submit="Sign up"
        busy="Signing up…"
        fields={NEW_ACCOUNT_FIELDS}
        onSubmit={async ({ email = '', username = '', password = '' }) =>
          follow(await signUp({ email: email.trim(), username: username.trim(), password }))
        }
      >
        {(errors) => <NewAccountFields errors={errors} />}
      </AccountForm>
    </AccountPage>
  )
}
