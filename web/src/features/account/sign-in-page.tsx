/** Sign in: with a password, a passkey or another provider. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { signIn } from '@/api/account'
import { signInWithPasskey } from '@/api/passkeys'
import type { FieldErrors } from '@/api/problem'
import { signInOptionsQuery } from '@/api/sign-in-options'
import { Field, FormError } from '@/ui/field'
import { Form } from '@/ui/form'

import { ACCOUNT_LINK, AccountPage } from './account-page'
import { OtherWays } from './other-ways'
import { PasskeyButton } from './passkey-button'
import { ProviderButtons } from './provider-buttons'
import { providerRefusal } from './provider-refusal'
import { useOutcome } from './use-outcome'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  const { next, error } = route.useSearch()
  const options = useQuery(signInOptionsQuery).data
  const follow = useOutcome()
  return (
    <AccountPage
      title="Sign in"
      footer={options && options.sign_up !== 'closed' && <NewHere next={next} />}
    >
      {error && <FormError>{providerRefusal(error)}</FormError>}
      <Form
        submit="Sign in"
        busy="Signing in…"
        fields={['username', 'email', 'password']}
        onSubmit={async ({ identifier = '', password = '' }) =>
          follow(await signIn(identifier.trim(), password), { next })
        }
      >
        {(errors) => <SignInFields errors={errors} />}
      </Form>
      <OtherWays>
        <PasskeyButton
          label="Sign in with a passkey"
          act={signInWithPasskey}
          onDone={(outcome) => follow(outcome, { next })}
        />
        <ProviderButtons providers={options?.providers ?? []} next={next} />
      </OtherWays>
    </AccountPage>
  )
}

function SignInFields({ errors }: { errors: FieldErrors }) {
  return (
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
  )
}

const NewHere = ({ next }: { next?: string }) => (
  <>
    New here?{' '}
    <Link to="/sign-up" search={{ next }} className={ACCOUNT_LINK}>
      Sign up
    </Link>
  </>
)
