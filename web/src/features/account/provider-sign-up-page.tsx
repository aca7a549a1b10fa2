/** The rest of an account that began at a sign-in provider: a username, and an address. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'

import { finishProviderSignUp, getProviderSignUp } from '@/api/account'
import { isStatus } from '@/api/problem'
import { ButtonLink } from '@/ui/button'
import { Field } from '@/ui/field'
import { Form } from '@/ui/form'
import { Bone, Failed, Loading } from '@/ui/states'

import { AccountPage } from './account-page'
import { useOutcome } from './use-outcome'

const route = getRouteApi('/sign-up/finish')

export function ProviderSignUpPage() {
  const signUp = useQuery({
    queryKey: ['provider-sign-up'],
    queryFn: getProviderSignUp,
    gcTime: 0,
  })
  if (signUp.isPending)
    return (
      <Loading>
        <Bone className="mx-auto mt-10 h-80 max-w-100" />
      </Loading>
    )
  if (isStatus(signUp.error, 403, 409)) return <Ended />
  if (signUp.isError) return <Failed error={signUp.error} onRetry={() => void signUp.refetch()} />
  const { account, user, email } = signUp.data
  return (
    <Finish provider={account.provider.name} username={user.username} email={email[0]?.email} />
  )
}

interface FinishProps {
  provider: string
  username?: string
  email?: string
}

function Finish({ provider, ...known }: FinishProps) {
  const { next, invitation } = route.useSearch()
  const follow = useOutcome()
  return (
    <AccountPage
      title="Almost there"
      intro={`${provider} told us who you are. Choose how you are called here.`}
    >
      <Form
        submit="Make the account"
        busy="Making the account…"
        fields={['username', 'email']}
        onSubmit={async ({ username = '', email = '' }) => {
          const account = { username: username.trim(), email: email.trim(), invitation }
          await follow(await finishProviderSignUp(account), { next })
        }}
      >
        {(errors) => (
          <>
            <Field
              label="Username"
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              defaultValue={known.username}
              required
              error={errors.username}
            />
            <Field
              label="E-mail"
              name="email"
              type="email"
              autoComplete="email"
              defaultValue={known.email}
              required
              error={errors.email}
            />
          </>
        )}
      </Form>
    </AccountPage>
  )
}

function Ended() {
  return (
    <AccountPage
      title="Nothing to finish here"
      intro="This sign-up took too long, or this server takes nobody new at the moment."
    >
      <ButtonLink to="/sign-in">Sign in</ButtonLink>
    </AccountPage>
  )
}
