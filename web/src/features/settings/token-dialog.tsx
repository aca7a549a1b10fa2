/** What a new token is called, what it may do, and until when. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import type { NewToken, Scope } from '@/api/access'
import { ApiError } from '@/api/problem'
import { meQuery } from '@/api/queries'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'
import { SelectField } from '@/ui/select-field'

import { NAME_LENGTH, nameOf } from './name-dialog'
import { expiryOf, LIFETIMES, type ScopeChoice, scopeChoices } from './scopes'

interface TokenDialogProps {
  onMake: (token: NewToken) => Promise<void>
  onClose: () => void
}

const NO_SCOPE = 'Choose at least one thing that it may do.'

export function TokenDialog({ onMake, onClose }: TokenDialogProps) {
  const user = useQuery(meQuery).data?.user
  const [scopes, setScopes] = useState<Scope[]>(['read'])
  const make = async ({ name: typed, days = '' }: Values) => {
    const name = nameOf(typed)
    if (scopes.length === 0) throw new ApiError(0, 'tokens.scope', NO_SCOPE, { scopes: NO_SCOPE })
    await onMake({ name, scopes, expires_at: expiryOf(days) })
  }
  return (
    <Dialog title="Make a token" onClose={onClose}>
      <Form
        submit="Make it"
        busy="Making it…"
        fields={['name', 'scopes']}
        onSubmit={make}
        onCancel={onClose}
      >
        {(errors) => (
          <>
            <Field
              label="Name"
              name="name"
              maxLength={NAME_LENGTH}
              autoComplete="off"
              required
              error={errors.name}
              hint="What it is for: “Nightly upload”."
            />
            <ScopeFields
              choices={scopeChoices(user?.is_moderator === true || user?.is_operator === true)}
              chosen={scopes}
              onChange={setScopes}
              error={errors.scopes}
            />
            <SelectField label="It works for" name="days" options={LIFETIMES} defaultValue="90" />
          </>
        )}
      </Form>
    </Dialog>
  )
}

interface ScopeFieldsProps {
  choices: ScopeChoice[]
  chosen: Scope[]
  onChange: (scopes: Scope[]) => void
  error?: string
}

function ScopeFields({ choices, chosen, onChange, error }: ScopeFieldsProps) {
  return (
    <fieldset aria-describedby={error ? 'scopes-error' : undefined} className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-semibold">It may</legend>
      {choices.map(({ scope, label, hint }) => (
        <label key={scope} className="flex min-h-11 items-start gap-3">
          <input
            type="checkbox"
            checked={chosen.includes(scope)}
            onChange={({ currentTarget }) =>
              onChange(
                currentTarget.checked ? [...chosen, scope] : chosen.filter((s) => s !== scope),
              )
            }
            className="mt-1 size-5 shrink-0 accent-spot"
          />
          <span className="flex flex-col">
            <span className="font-medium">{label}</span>
            <span className="text-sm text-ink2">{hint}</span>
          </span>
        </label>
      ))}
      {error && (
        <p id="scopes-error" className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}
