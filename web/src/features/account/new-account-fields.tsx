/** The three fields of a new account. */
import type { FieldErrors } from '@/api/problem'
import { Field } from '@/ui/field'

export const NEW_ACCOUNT_FIELDS = ['email', 'username', 'password']

interface NewAccountFieldsProps {
  errors: FieldErrors
  /** Known from an invitation. */
  email?: string
}

export function NewAccountFields({ errors, email }: NewAccountFieldsProps) {
  return (
    <>
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="email"
        defaultValue={email}
        required
        error={errors.email}
      />
      <Field
        label="Username"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        required
        error={errors.username}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        error={errors.password}
        hint="At least 8 characters, and not a common one."
      />
    </>
  )
}
