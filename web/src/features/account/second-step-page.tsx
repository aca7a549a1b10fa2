/** The second step of signing in: a code or a passkey. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { getProgress, signInWithCode } from '@/api/account'
import type { FactorType } from '@/api/allauth'
import { proveWithPasskey } from '@/api/passkeys'
import { Form } from '@/ui/form'
import { Redirect } from '@/ui/redirect'
import { Bone, Failed, Loading } from '@/ui/states'

import { ACCOUNT_LINK, AccountPage } from './account-page'
import { CodeField } from './code-field'
import { OtherWays } from './other-ways'
import { PasskeyButton } from './passkey-button'
import { useOutcome } from './use-outcome'

const route = getRouteApi('/sign-in/second-step')

export function SecondStepPage() {
  const { next } = route.useSearch()
  const progress = useQuery({ queryKey: ['sign-in-progress'], queryFn: getProgress, gcTime: 0 })
  if (progress.isPending)
    return (
      <Loading>
        <Bone className="mx-auto mt-10 h-60 max-w-100" />
      </Loading>
    )
  if (progress.isError)
    return <Failed error={progress.error} onRetry={() => void progress.refetch()} />
  // It takes a sign-in that has come this far, and those end after a while.
  if (progress.data.outcome !== 'second-factor') return <Redirect to="/sign-in" next={next} />
  return <SecondStep factors={progress.data.factors} next={next} />
}

const BY_PASSKEY = 'Your account asks for your passkey, too.'
const BY_CODE = 'Your account asks for a second proof.'

function SecondStep({ factors, next }: { factors: FactorType[]; next?: string }) {
  const follow = useOutcome()
  const hasPasskey = factors.includes('webauthn')
  const hasCode = factors.some((factor) => factor !== 'webauthn')
  const passkey = (
    <PasskeyButton
      label="Use a passkey"
      act={proveWithPasskey}
      onDone={(outcome) => follow(outcome, { next })}
    />
  )
  return (
    <AccountPage
      title="One more step"
      intro={hasCode ? BY_CODE : BY_PASSKEY}
      footer={
        <Link to="/sign-in" search={{ next }} className={ACCOUNT_LINK}>
          Start again
        </Link>
      }
    >
      {hasCode && (
        <Form
          submit="Continue"
          busy="Checking…"
          fields={['code']}
          onSubmit={async ({ code = '' }) => follow(await signInWithCode(code.trim()), { next })}
        >
          {(errors) => <CodeField error={errors.code} />}
        </Form>
      )}
      {hasPasskey && (hasCode ? <OtherWays>{passkey}</OtherWays> : passkey)}
    </AccountPage>
  )
}
