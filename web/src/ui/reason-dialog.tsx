/** Says what will happen and asks why. */
import { Dialog } from './dialog'
import { Field } from './field'
import { Form } from './form'
import { REASON_LENGTH, reasonOf } from './reason'

interface ReasonDialogProps {
  title: string
  about: string
  action: string
  busy: string
  /** Who is told of it. */
  hint?: string
  onReason: (reason: string) => Promise<void>
  onClose: () => void
}

export function ReasonDialog(props: ReasonDialogProps) {
  const { title, about, action, busy, hint, onReason, onClose } = props
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="mb-5 text-ink2">{about}</p>
      <Form
        submit={action}
        busy={busy}
        fields={['reason']}
        onSubmit={async ({ reason }) => onReason(reasonOf(reason))}
        onCancel={onClose}
      >
        {(errors) => <ReasonField error={errors.reason} hint={hint} />}
      </Form>
    </Dialog>
  )
}

interface ReasonFieldProps {
  error?: string
  hint?: string
}

export const ReasonField = ({ error, hint = 'The audit log keeps it.' }: ReasonFieldProps) => (
  <Field
    label="Reason"
    name="reason"
    maxLength={REASON_LENGTH}
    autoComplete="off"
    required
    error={error}
    hint={hint}
  />
)
