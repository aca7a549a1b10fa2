/** Where a sign-in provider sends people back to: goes on, or says what went wrong. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'

import { getProgress } from '@/api/account'
import { ButtonLink } from '@/ui/button'
import { Bone, Failed, Loading } from '@/ui/states'

import { AccountPage } from './account-page'
import { providerRefusal } from './provider-refusal'
import { useOutcome } from './use-outcome'

const route = getRouteApi('/sign-in/return')

export function ProviderReturnPage() {
  const { next, error } = route.useSearch()
  if (!error) return <GoOn next={next} />
  return (
    <AccountPage title="You are not signed in" intro={providerRefusal(error)}>
      <ButtonLink to="/sign-in" search={{ next }}>
        Back to sign in
      </ButtonLink>
    </AccountPage>
  )
}

function GoOn({ next }: { next?: string }) {
  const { invitation } = route.useSearch()
  const follow = useOutcome()
  const progress = useQuery({ queryKey: ['sign-in-progress'], queryFn: getProgress, gcTime: 0 })
  const outcome = progress.data?.outcome
  useEffect(() => {
    if (outcome) void follow(outcome, { next, invitation })
    // Once for each outcome: following it changes what it is made of.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [outcome])
  if (progress.isError)
    return <Failed error={progress.error} onRetry={() => void progress.refetch()} />
  return (
    <Loading label="Signing in">
      <Bone className="mx-auto mt-10 h-60 max-w-100" />
    </Loading>
  )
}
