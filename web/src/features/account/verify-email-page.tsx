/** Confirms an e-mail address, by a press: mail scanners open links, but press nothing. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { emailOfKey, verifyEmail } from '@/api/account'
import { ApiError } from '@/api/problem'
import { ButtonLink } from '@/ui/button'
import { Bone, Failed, Loading } from '@/ui/states'

import { AccountForm } from './account-form'
import { ACCOUNT_LINK, AccountPage } from './account-page'
import { useOutcome } from './use-outcome'

const route = getRouteApi('/verify-email/$key')

export default function VerifyEmailPage() {
  const { key } = route.useParams()
  const follow = useOutcome()
  const email = useQuery({
    queryKey: ['email-of-key', key],
    queryFn: () => emailOfKey(key),
    staleTime: Infinity,
  })
  if (email.isPending)
    return (
      <Loading>
        <Bone className="mx-auto mt-10 h-40 max-w-100" />
      </Loading>
    )
  if (email.error instanceof ApiError) return <Ended />
  if (email.isError) return <Failed error={email.error} onRetry={() => void email.refetch()} />
  return (
    <AccountPage
      title="Confirm your e-mail"
      intro={
        <>
          You signed up with <bdi className="font-semibold text-ink">{email.data}</bdi>.
        </>
      }
    >
      <AccountForm
        submit="Confirm"
        busy="Confirming…"
        fields={[]}
        onSubmit={async () => follow(await verifyEmail(key))}
      >
        {() => null}
      </AccountForm>
    </AccountPage>
  )
}

function Ended() {
  return (
    <AccountPage
      title="This link has ended"
      intro="It was used already or is too old."
      footer={
        <>
          Not confirmed yet?{' '}
          <Link to="/sign-in" className={ACCOUNT_LINK}>
            Sign in
          </Link>{' '}
          and we send another link.
        </>
      }
    >
      <ButtonLink to="/sign-in">Sign in</ButtonLink>
    </AccountPage>
  )
}
