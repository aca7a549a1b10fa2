/** Shows the dialog that asks again who it is, whenever a call waits for that. */
import { lazy, Suspense, useEffect, useState } from 'react'

import { setAskIdentity } from '@/api/reauthentication'

const IdentityDialog = lazy(() => import('@/features/account/identity-dialog'))

type Answer = (isProven: boolean) => void

export function IdentityQuestion() {
  const [answer, setAnswer] = useState<Answer>()
  useEffect(() => {
    setAskIdentity(() => new Promise((resolve) => setAnswer(() => resolve)))
    return () => setAskIdentity(undefined)
  }, [])
  const finish = (isProven: boolean) => {
    setAnswer(undefined)
    answer?.(isProven)
  }
  return <Suspense>{answer && <IdentityDialog onAnswer={finish} />}</Suspense>
}
