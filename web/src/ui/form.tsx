/** A form: sends its fields, shows what the server refuses, keeps the values. */
import { useState, type FormEvent, type ReactNode } from 'react'

import { ApiError, messageOf, type FieldErrors } from '@/api/problem'

import { Button } from './button'
import { FormError } from './field'

export type Values = Record<string, string>

interface FormProps {
  submit: string
  busy: string
  /** Names of the fields that show their own errors. */
  fields: string[]
  onSubmit: (values: Values) => Promise<unknown>
  children: (errors: FieldErrors) => ReactNode
  /** In a dialog: the way out, beside the button. */
  onCancel?: () => void
}

const valuesOf = (form: HTMLFormElement): Values =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value as string]))

export function Form({ submit, busy, fields, onSubmit, children, onCancel }: FormProps) {
  const [isBusy, setIsBusy] = useState(false)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [general, setGeneral] = useState('')

  const refuse = (error: unknown) => {
    const found = error instanceof ApiError ? error.fields : {}
    const hasShownField = Object.keys(found).some((name) => fields.includes(name))
    setErrors(found)
    setGeneral(hasShownField ? 'Check the marked fields.' : messageOf(error))
  }
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const values = valuesOf(event.currentTarget)
    setIsBusy(true)
    setErrors({})
    setGeneral('')
    await onSubmit(values).catch(refuse)
    setIsBusy(false)
  }
  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col gap-5" noValidate>
      {general && <FormError>{general}</FormError>}
      {children(errors)}
      <div className={`mt-1 ${onCancel ? 'flex flex-wrap justify-end gap-2' : 'grid'}`}>
        {onCancel && (
          <Button look="outline" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button type="submit" disabled={isBusy}>
          {isBusy ? busy : submit}
        </Button>
      </div>
    </form>
  )
}
