/** Asks again who it is: by code or passkey, or by password where the account has neither. */
import { useQuery } from '@tanstack/react-query'

import { messageOf } from '@/api/problem'
import { confirmWithPasskey } from '@/api/passkeys'
import {
  confirmWithCode,
  confirmWithPassword,
  type ProofMeans,
  proofMeansQuery,
} from '@/api/security'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, FormError } from '@/ui/field'
import { Form, type Values } from '@/ui/form'
import { Bone, Loading } from '@/ui/states'

import { CodeField } from './code-field'
import { PasskeyButton } from './passkey-button'

interface IdentityDialogProps {
  onAnswer: (isProven: boolean) => void
}

export default function IdentityDialog({ onAnswer }: IdentityDialogProps) {
  const means = useQuery({ ...proofMeansQuery, staleTime: 0 })
  return (
    <Dialog title="Confirm it is you" onClose={() => onAnswer(false)}>
      <p className="mb-5 text-ink2">
        This part of your account is guarded. We ask once in a while.
      </p>
      {means.isPending && (
        <Loading>
          <Bone className="h-34" />
        </Loading>
      )}
      {means.error && <FormError>{messageOf(means.error)}</FormError>}
      {means.data && <Proof means={means.data} onAnswer={onAnswer} />}
    </Dialog>
  )
}

const NO_MEANS = 'Sign out and in again, then come back: that proves it, too.'

function Proof({ means, onAnswer }: IdentityDialogProps & { means: ProofMeans }) {
  const { hasCode, hasPasskey } = means
  // A password alone must not take away what stands beside it.
  const isByPassword = means.hasPassword && !hasCode && !hasPasskey
  const prove = () => onAnswer(true)
  const cancel = () => onAnswer(false)
  if (!isByPassword && !hasCode && !hasPasskey) return <p>{NO_MEANS}</p>
  return (
    <div className="flex flex-col gap-4">
      {(isByPassword || hasCode) && <Typed isCode={hasCode} onProven={prove} onCancel={cancel} />}
      {hasPasskey && (
        <PasskeyButton label="Use a passkey" act={confirmWithPasskey} onDone={prove} />
      )}
      {!isByPassword && !hasCode && (
        <Button look="quiet" onClick={cancel}>
          Cancel
        </Button>
      )}
    </div>
  )
}

interface TypedProps {
  isCode: boolean
  onProven: () => void
  onCancel: () => void
}

function Typed({ isCode, onProven, onCancel }: TypedProps) {
  const prove = async ({ password = '', code = '' }: Values) => {
    await (isCode ? confirmWithCode(code.trim()) : confirmWithPassword(password))
    onProven()
  }
  return (
    <Form
      submit="Confirm"
      busy="Confirming…"
      fields={['password', 'code']}
      onSubmit={prove}
      onCancel={onCancel}
    >
      {(errors) =>
        isCode ? (
          <CodeField error={errors.code} />
        ) : (
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            autoFocus
            required
            error={errors.password}
          />
        )
      }
    </Form>
  )
}
