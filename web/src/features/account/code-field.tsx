/** Where a code of the authenticator app, or a recovery code, is typed. */
import { Field } from '@/ui/field'

export function CodeField({ error }: { error?: string }) {
  return (
    <Field
      label="Code"
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      autoFocus
      required
      error={error}
      hint="Six digits from your authenticator app, or one of your recovery codes."
    />
  )
}
