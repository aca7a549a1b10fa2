/** Who looks at a case: taking it, taking it over, giving it back. */
import { useQuery } from '@tanstack/react-query'

import { assignCase, type CaseDetail, unassignCase } from '@/api/cases'
import { messageOf } from '@/api/problem'
import { meQuery } from '@/api/queries'
import { Button } from '@/ui/button'

import { useCaseChange } from './use-case-change'

export function Assignment({ of }: { of: CaseDetail }) {
  const me = useQuery(meQuery).data?.user?.username
  const isMine = of.assigned_to === me
  const { mutate, isPending, error } = useCaseChange(of.id, (isTaken: boolean) =>
    isTaken ? assignCase(of.id, of.assigned_to !== null) : unassignCase(of.id),
  )
  if (!of.is_open || of.is_own) return null
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        look="outline"
        disabled={isPending}
        onClick={() => mutate(!isMine)}
        className="self-start"
      >
        {wordsFor(of.assigned_to, isMine)}
      </Button>
      {error && (
        <p role="alert" className="text-sm font-medium text-bad">
          {messageOf(error)}
        </p>
      )}
    </div>
  )
}

function wordsFor(assignedTo: string | null, isMine: boolean): string {
  if (isMine) return 'Give it back'
  return assignedTo ? `Take it over from ${assignedTo}` : 'Assign to me'
}
