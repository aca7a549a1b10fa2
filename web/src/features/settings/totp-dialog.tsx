/** Sets an authenticator app up: its secret as a picture and as text, and a first code as proof. */
import { confirmTotp, type TotpSecret } from '@/api/security'
import { CopyButton } from '@/ui/copy-button'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'
import { QrCode } from '@/ui/qr/qr-code'

import { ENDS_OTHERS } from './ends-others'

interface TotpDialogProps {
  secret: TotpSecret
  onDone: () => void
  onClose: () => void
}

/** Fours are easier to type. */
const inFours = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1 ')

export function TotpDialog({ secret, onDone, onClose }: TotpDialogProps) {
  const confirm = async ({ code = '' }: Values) => {
    await confirmTotp(code.replace(/\s/g, ''))
    onDone()
  }
  return (
    <Dialog title="Set up an authenticator app" onClose={onClose}>
      <ol className="mb-5 flex list-decimal flex-col gap-4 ps-5 marker:font-semibold">
        <li>
          Scan this with the app.
          <div className="mt-2">
            <QrCode text={secret.url} label="QR code for your authenticator app" />
          </div>
        </li>
        <li>
          Or type this key into it:
          <code className="my-2 block rounded-control bg-paper2 p-3 font-mono wrap-anywhere">
            {inFours(secret.secret)}
          </code>
          <CopyButton text={secret.secret} label="Copy the key" />
        </li>
        <li>Type the code that it shows.</li>
      </ol>
      <Form
        submit="Turn on"
        busy="Checking…"
        fields={['code']}
        onSubmit={confirm}
        onCancel={onClose}
      >
        {(errors) => (
          <Field
            label="Code"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            error={errors.code}
            hint={`Six digits. ${ENDS_OTHERS}`}
          />
        )}
      </Form>
    </Dialog>
  )
}
