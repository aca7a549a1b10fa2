/** Asks what a new way in is called, and what it may do. */
import { type ReactNode, useState } from 'react'

import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'

import { NAME_LENGTH, nameOf } from './name-dialog'
import { ScopeFields } from './scope-fields'
import { demandOne, type ScopeChoice } from './scopes'

interface ScopedDialogProps<T extends string> {
  title: string
  /** What the field for the name is called, and what to write there. */
  label: string
  hint: string
  choices: ScopeChoice<T>[]
  chosenFirst: T[]
  /** Fields below; what they hold comes with the others. */
  children?: ReactNode
  onMake: (name: string, scopes: T[], values: Values) => Promise<void>
  onClose: () => void
}

export function ScopedDialog<T extends string>(props: ScopedDialogProps<T>) {
  const { title, label, hint, choices, chosenFirst, children, onMake, onClose } = props
  const [scopes, setScopes] = useState(chosenFirst)
  const make = async (values: Values) => {
    const name = nameOf(values.name)
    demandOne(scopes)
    await onMake(name, scopes, values)
  }
  return (
    <Dialog title={title} onClose={onClose}>
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
              label={label}
              name="name"
              maxLength={NAME_LENGTH}
              autoComplete="off"
              required
              error={errors.name}
              hint={hint}
            />
            <ScopeFields
              choices={choices}
              chosen={scopes}
              onChange={setScopes}
              error={errors.scopes}
            />
            {children}
          </>
        )}
      </Form>
    </Dialog>
  )
}
