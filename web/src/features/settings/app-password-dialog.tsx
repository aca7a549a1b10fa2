/** What a new app password is for, and what it may do. */
import { useState } from 'react'

import type { AppScope } from '@/api/access'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'

import { NAME_LENGTH, nameOf } from './name-dialog'
import { ScopeFields } from './scope-fields'
import { APP_SCOPES, demandOne } from './scopes'

interface AppPasswordDialogProps {
  onMake: (password: { name: string; scopes: AppScope[] }) => Promise<void>
  onClose: () => void
}

export function AppPasswordDialog({ onMake, onClose }: AppPasswordDialogProps) {
  const [scopes, setScopes] = useState(APP_SCOPES.map(({ scope }) => scope))
  const make = async (values: Values) => {
    const name = nameOf(values.name)
    demandOne(scopes)
    await onMake({ name, scopes })
  }
  return (
    <Dialog title="Make an app password" onClose={onClose}>
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
              label="Device or app"
              name="name"
              maxLength={NAME_LENGTH}
              autoComplete="off"
              required
              error={errors.name}
              hint="So that you know it again: “Symfonium on my phone”."
            />
            <ScopeFields
              choices={APP_SCOPES}
              chosen={scopes}
              onChange={setScopes}
              error={errors.scopes}
            />
          </>
        )}
      </Form>
    </Dialog>
  )
}
