/** Says until when the account stands, and keeps it. */
import { useMutation } from '@tanstack/react-query'

import { messageOf } from '@/api/problem'
import { Button } from '@/ui/button'
import { FormError } from '@/ui/field'
import { When } from '@/ui/when'

interface PendingDeletionProps {
  /** ISO 8601. */
  dueAt: string
  withArtists: boolean
  onKeep: () => Promise<unknown>
  onKept: () => void
}

export function PendingDeletion({ dueAt, withArtists, onKeep, onKept }: PendingDeletionProps) {
  const keep = useMutation({ mutationFn: onKeep, onSuccess: onKept })
  return (
    <div className="flex flex-col items-start gap-4 rounded-card border border-bad p-4">
      <p className="max-w-[60ch]">
        Your account will be erased on{' '}
        <strong className="font-semibold">
          <When at={dueAt} />
        </strong>
        {withArtists && ', with the artists and labels that you alone own and all their music'}.
        Until then nothing is gone.
      </p>
      {keep.error && <FormError>{messageOf(keep.error)}</FormError>}
      <Button disabled={keep.isPending} onClick={() => keep.mutate()}>
        Keep my account
      </Button>
    </div>
  )
}
