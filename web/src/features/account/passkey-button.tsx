/** Runs a passkey's ceremony, and says why where it led nowhere. */
import { useMutation } from '@tanstack/react-query'

import { hasPasskeys } from '@/api/passkeys'
import { messageOf } from '@/api/problem'
import { Button } from '@/ui/button'
import { FormError } from '@/ui/field'
import { KeyIcon } from '@/ui/icons'

interface PasskeyButtonProps<T> {
  label: string
  act: () => Promise<T>
  onDone: (result: T) => unknown
}

export function PasskeyButton<T>({ label, act, onDone }: PasskeyButtonProps<T>) {
  const ceremony = useMutation({ mutationFn: act, onSuccess: onDone })
  if (!hasPasskeys())
    return <p className="text-sm text-ink3">This browser cannot use passkeys here.</p>
  return (
    <div className="flex flex-col gap-3">
      <Button look="outline" disabled={ceremony.isPending} onClick={() => ceremony.mutate()}>
        <KeyIcon size={20} />
        {ceremony.isPending ? 'Waiting for your passkey…' : label}
      </Button>
      {ceremony.error && <FormError>{messageOf(ceremony.error)}</FormError>}
    </div>
  )
}
