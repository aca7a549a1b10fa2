/** What a new token is called, what it may do, and until when. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import type { NewToken, Scope } from '@/api/access'
import { meQuery } from '@/api/queries'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'
import { SelectField } from '@/ui/select-field'

import { NAME_LENGTH, nameOf } from './name-dialog'
import { ScopeFields } from './scope-fields'
import { demandOne, expiryOf, LIFETIMES, scopeChoices } from './scopes'

interface TokenDialogProps {
  onMake: (token: NewToken) => Promise<void>
  onClose: () => void
}

export function TokenDialog({ onMake, onClose }: TokenDialogProps) {
  const user = useQuery(meQuery).data?.user
  const [scopes, setScopes] = useState<Scope[]>(['read'])
  const make = async ({ name: typed, days = '' }: Values) => {
    const name = nameOf(typed)
    demandOne(scopes)
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
