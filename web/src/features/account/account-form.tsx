/** A form of the account screens: sends its fields, shows what the server refuses, keeps the values. */
import { useState, type FormEvent, type ReactNode } from 'react'

import { ApiError, messageOf, type FieldErrors } from '@/api/problem'
import { Button } from '@/ui/button'
import { FormError } from '@/ui/field'

interface AccountFormProps {
  submit: string
  busy: string
  /** Names of the fields that show their own errors. */
  fields: string[]
  onSubmit: (values: Record<string, string>) => Promise<void>
  children: (errors: FieldErrors) => ReactNode
}

const valuesOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value as string]))

export function AccountForm({ submit, busy, fields, onSubmit, children }: AccountFormProps) {
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
      <Button type="submit" disabled={isBusy} className="mt-1">
        {isBusy ? busy : submit}
      </Button>
    </form>
  )
}
