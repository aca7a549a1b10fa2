/** Confirms an e-mail address, by a press: mail scanners open links, but press nothing. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { emailOfKey, verifyEmail } from '@/api/account'
import { ApiError } from '@/api/problem'
import { keys } from '@/api/queries'
import type { Me } from '@/api/types'
import { ButtonLink } from '@/ui/button'
import { Form } from '@/ui/form'
import { Bone, Failed, Loading } from '@/ui/states'

import { ACCOUNT_LINK, AccountPage } from './account-page'
import { takeOnward } from './onward'
import { useOutcome } from './use-outcome'

const route = getRouteApi('/verify-email/$key')

export function VerifyEmailPage() {
  const { key } = route.useParams()
  const follow = useOutcome()
  const client = useQueryClient()
  const email = useQuery({
    queryKey: ['email-of-key', key],
    queryFn: () => emailOfKey(key),
    staleTime: Infinity,
  })
  const confirm = async () => {
    // Who is signed in came from the settings, to change an address.
    const isMember = Boolean(client.getQueryData<Me>(keys.me)?.user)
    const outcome = await verifyEmail(key)
    await follow(outcome, { next: isMember ? '/settings/security' : takeOnward() })
  }
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
          Is <bdi className="font-semibold text-ink">{email.data}</bdi> yours? Then confirm it.
        </>
      }
    >
      <Form submit="Confirm" busy="Confirming…" fields={[]} onSubmit={confirm}>
        {() => null}
      </Form>
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
