/** Asks for a name, for something new or something that has one. */
import { ApiError } from '@/api/problem'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'

interface NameDialogProps {
  title: string
  label: string
  hint?: string
  submit: string
  busy: string
  name?: string
  onName: (name: string) => Promise<unknown>
  onClose: () => void
}

export const NAME_LENGTH = 100

const NAMELESS = 'Give it a name that you will know again.'

/** What was typed, without spaces around it. Raises ApiError with the field `name` when that is nothing. */
export function nameOf(typed: string | undefined): string {
  const name = (typed ?? '').trim()
  if (!name) throw new ApiError(422, 'settings.nameless', NAMELESS, { name: NAMELESS })
  return name
}

export function NameDialog(props: NameDialogProps) {
  const { title, label, hint, submit, busy, name, onName, onClose } = props
  const send = async (values: Values) => onName(nameOf(values.name))
  return (
    <Dialog title={title} onClose={onClose}>
      <Form submit={submit} busy={busy} fields={['name']} onSubmit={send} onCancel={onClose}>
        {(errors) => (
          <Field
            label={label}
            name="name"
            defaultValue={name}
            maxLength={NAME_LENGTH}
            autoComplete="off"
            required
            error={errors.name}
            hint={hint}
          />
        )}
      </Form>
    </Dialog>
  )
}
