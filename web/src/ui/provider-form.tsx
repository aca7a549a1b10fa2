/** Leads to a sign-in provider: the one place where the browser itself sends a form. */
import { useRef, type FormEvent } from 'react'

import { ROOT } from '@/api/allauth'
import { csrfToken } from '@/api/csrf'

import { Button } from './button'

interface ProviderFormProps {
  provider: string
  process: 'login' | 'connect'
  /** Where the provider's answer is read: a path of this app. */
  returnTo: string
  label: string
  /** False keeps the person here. */
  onLeave?: () => Promise<boolean>
}

export function ProviderForm({ provider, process, returnTo, label, onLeave }: ProviderFormProps) {
  const token = useRef<HTMLInputElement>(null)
  const leave = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    if (onLeave && !(await onLeave())) return
    if (token.current) token.current.value = await csrfToken()
    form.submit()
  }
  return (
    <form
      method="post"
      action={`${ROOT}/auth/provider/redirect`}
      onSubmit={(event) => void leave(event)}
      className="grid"
    >
      <input ref={token} type="hidden" name="csrfmiddlewaretoken" />
      <input type="hidden" name="provider" value={provider} />
      <input type="hidden" name="process" value={process} />
      <input type="hidden" name="callback_url" value={returnTo} />
      <Button type="submit" look="outline" className="whitespace-normal">
        {label}
      </Button>
    </form>
  )
}
