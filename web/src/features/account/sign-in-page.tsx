/** Sign in with an e-mail address or username and a password. */
import { getRouteApi, Link } from '@tanstack/react-router'

import { signIn } from '@/api/account'
import { Field } from '@/ui/field'

import { AccountForm } from './account-form'
import { ACCOUNT_LINK, AccountPage } from './account-page'
import { useOutcome } from './use-outcome'

const route = getRouteApi('/sign-in')

export default function SignInPage() {
  const { next } = route.useSearch()
  const follow = useOutcome()
  return (
    <AccountPage
      title="Sign in"
      footer={
        <>
          New here?{' '}
          <Link to="/sign-up" className={ACCOUNT_LINK}>
            Sign up
          </Link>
        </>
      }
    >
      <AccountForm
        submit="Sign in"
        busy="Signing in…"
        fields={['username', 'email', 'password']}
        onSubmit={async ({ identifier = '', password = '' }) =>
          follow(await signIn(identifier.trim(), password), next)
        }
      >
        {(errors) => (
          <>
            <Field
              label="E-mail or username"
              name="identifier"
              autoComplete="username"
              autoCapitalize="none"
              required
              error={errors.username ?? errors.email}
            />
            <Field
              label="Password"
              name="password"
              type="password"
              autoComplete="current-password"
              required
              error={errors.password}
            />
            <Link to="/reset-password" className={`${ACCOUNT_LINK} self-start text-sm`}>
              Forgot your password?
            </Link>
          </>
        )}
      </AccountForm>
    </AccountPage>
  )
}
