/** Asks before something that cannot be undone, and says why when it was refused. */
import { useMutation } from '@tanstack/react-query'
import { type ReactNode } from 'react'

import { messageOf } from '@/api/problem'

import { Button, type Look } from './button'
import { Dialog } from './dialog'
import { FormError } from './field'

interface ConfirmDialogProps {
  title: ReactNode
  /** What will happen. */
  children: ReactNode
  /** The words of the button that does it. */
  action: string
  look?: Look
  onConfirm: () => Promise<unknown>
  onDone: () => void
  onCancel: () => void
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, action, look = 'danger', onConfirm, onDone, onCancel } = props
  const act = useMutation({ mutationFn: onConfirm, onSuccess: onDone })
  return (
    <Dialog title={title} onClose={onCancel}>
      <p className="mb-4 text-ink2">{children}</p>
      {act.error && <FormError>{messageOf(act.error)}</FormError>}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button look="outline" onClick={onCancel}>
          Cancel
        </Button>
        <Button look={look} disabled={act.isPending} onClick={() => act.mutate()}>
          {action}
        </Button>
      </div>
    </Dialog>
  )
}
