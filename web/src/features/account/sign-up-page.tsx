/** Sign up: for everybody, with an invitation, or not at all, as the operator has set it. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { signUp } from '@/api/account'
import { invitationQuery, signInOptionsQuery } from '@/api/sign-in-options'
import { ButtonLink } from '@/ui/button'
import { Form, type Values } from '@/ui/form'
import { Bone, Failed, Loading } from '@/ui/states'

import { ACCOUNT_LINK, AccountPage } from './account-page'
import { NEW_ACCOUNT_FIELDS, NewAccountFields } from './new-account-fields'
import { OtherWays } from './other-ways'
import { rememberOnward } from './onward'
import { ProviderButtons } from './provider-buttons'
import { useOutcome } from './use-outcome'

const route = getRouteApi('/sign-up')

export function SignUpPage() {
  const { invitation, next } = route.useSearch()
  const options = useQuery(signInOptionsQuery)
  const found = useQuery({ ...invitationQuery(invitation ?? ''), enabled: Boolean(invitation) })
  if (options.isPending || found.isLoading)
    return (
      <Loading>
        <Bone className="mx-auto mt-10 h-100 max-w-100" />
      </Loading>
    )
  const failed = [options, found].find((query) => query.isError)
  if (failed) return <Failed error={failed.error} onRetry={() => void failed.refetch()} />
  const mode = options.data?.sign_up
  const isInvited = found.data?.is_valid === true
  if (mode === 'closed') return <NotOpen title="Sign-up is closed" reason={CLOSED} />
  if (mode === 'invite' && !invitation)
    return <NotOpen title="You need an invitation" reason={INVITED_ONLY} />
  if (mode === 'invite' && !isInvited)
    return <NotOpen title="This invitation has ended" reason={ENDED} />
  return (
    <SignUp
      invitation={isInvited ? invitation : undefined}
      email={found.data?.email ?? undefined}
      next={next}
    />
  )
}

const CLOSED = 'Nobody new can sign up at this server at the moment.'
const ENDED = 'It was used already, is too old, or was taken back. Ask whoever sent it for another.'
const INVITED_ONLY = 'Ask somebody who runs this server for a link, and open it in this browser.'

function NotOpen({ title, reason }: { title: string; reason: string }) {
  return (
    <AccountPage title={title} intro={reason}>
      <ButtonLink to="/sign-in">Sign in</ButtonLink>
    </AccountPage>
  )
}

interface SignUpProps {
  invitation?: string
  email?: string
  next?: string
}

function SignUp({ invitation, email, next }: SignUpProps) {
  const providers = useQuery(signInOptionsQuery).data?.providers ?? []
  const follow = useOutcome()
  const create = async ({ email = '', username = '', password = '' }: Values) => {
    const account = { email: email.trim(), username: username.trim(), password }
    const outcome = await signUp({ ...account, ...(invitation && { invitation }) })
    if (next) rememberOnward(next)
    await follow(outcome, { next })
  }
  return (
    <AccountPage
      title="Sign up"
      intro="Listen, and put out your own music."
      footer={
        <>
          Have an account?{' '}
          <Link to="/sign-in" search={{ next }} className={ACCOUNT_LINK}>
            Sign in
          </Link>
        </>
      }
    >
      <Form submit="Sign up" busy="Signing up…" fields={NEW_ACCOUNT_FIELDS} onSubmit={create}>
        {(errors) => <NewAccountFields errors={errors} email={email} />}
      </Form>
      {providers.length > 0 && (
        <OtherWays>
          <ProviderButtons providers={providers} invitation={invitation} next={next} />
        </OtherWays>
      )}
    </AccountPage>
  )
}
