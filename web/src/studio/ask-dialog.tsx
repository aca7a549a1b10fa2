/** Asks an artist to join a label, or a label to take an artist in. */
import { ApiError } from '@/api/problem'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'

import { refOf } from './ask-to-join'

interface AskDialogProps {
  title: string
  about: string
  label: string
  hint: string
  onAsk: (ref: string) => Promise<void>
  onClose: () => void
}

/** Raises ApiError with the field `ref`. */
function refIn({ ref: typed = '' }: Values): string {
  const ref = refOf(typed)
  const words = 'Type or paste the address.'
  if (!ref) throw new ApiError(422, 'ref.empty', words, { ref: words })
  return ref
}

export function AskDialog({ title, about, label, hint, onAsk, onClose }: AskDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="mb-5 text-ink2">{about}</p>
      <Form
        submit="Ask"
        busy="Asking…"
        fields={['ref']}
        onSubmit={async (values) => onAsk(refIn(values))}
        onCancel={onClose}
      >
        {(errors) => (
          <Field
            label={label}
            name="ref"
            hint={hint}
            autoComplete="off"
            autoCapitalize="none"
            maxLength={500}
            required
            error={errors.ref}
          />
        )}
      </Form>
    </Dialog>
  )
}
