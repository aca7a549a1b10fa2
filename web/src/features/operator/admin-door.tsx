/** Leads on to Django's admin, whose pages the server makes; before an act there it asks again who it is. */
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'

import { Bone, Loading } from '@/ui/states'

const IdentityDialog = lazy(() => import('@/features/account/identity-dialog'))
const route = getRouteApi('/operator/admin')

export function AdminDoor() {
  const { next = '/admin/', proof } = route.useSearch()
  const router = useRouter()
  const goOn = () => window.location.replace(next)
  useEffect(() => {
    if (!proof) window.location.replace(next)
  }, [proof, next])
  const answer = (isProven: boolean) =>
    isProven ? goOn() : void router.navigate({ to: '/operator', replace: true })
  return (
    <>
      <Loading label="Opening the admin">
        <Bone className="h-60" />
      </Loading>
      <Suspense>{proof && <IdentityDialog onAnswer={answer} />}</Suspense>
    </>
  )
}
