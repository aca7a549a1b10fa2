/** Asks for the name of a label. */
import { Field } from '@/ui/field'
import { Form } from '@/ui/form'

interface LabelNameFormProps {
  submit: string
  busy: string
  /** The present one. */
  name?: string
  onName: (name: string) => Promise<void>
  onCancel?: () => void
}

export function LabelNameForm({ submit, busy, name, onName, onCancel }: LabelNameFormProps) {
  return (
    <Form
      submit={submit}
      busy={busy}
      fields={['name']}
      onSubmit={async ({ name: typed = '' }) => onName(typed.trim())}
      onCancel={onCancel}
    >
      {(errors) => (
        <Field
          label="Name of the label"
          name="name"
          defaultValue={name}
          required
          maxLength={200}
          autoComplete="off"
          error={errors.name}
        />
      )}
    </Form>
  )
}
