/** For moderators: straight to deciding, without a report. */
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { openCase } from '@/api/cases'
import { messageOf } from '@/api/problem'
import { Button } from '@/ui/button'
import { FormError } from '@/ui/field'
import { KINDS } from '@/ui/report-words'
import type { Reportable } from '@/ui/report-question'

interface ModeratorsWayProps {
  thing: Reportable
  onOpened: () => void
}

export function ModeratorsWay({ thing: { kind, id }, onOpened }: ModeratorsWayProps) {
  const navigate = useNavigate()
  const open = useMutation({
    mutationFn: () => openCase({ subject_kind: kind, subject_id: id }),
    onSuccess: async (opened) => {
      onOpened()
      await navigate({ to: '/operator/reports/$id', params: { id: opened.id } })
    },
  })
  return (
    <div className="mb-5 flex flex-col gap-3 rounded-control bg-paper2 p-3 text-sm">
      <p>You are a moderator: you can decide on it without a report.</p>
      {open.error && <FormError>{messageOf(open.error)}</FormError>}
      <Button
        look="outline"
        className="self-start"
        disabled={open.isPending}
        onClick={() => open.mutate()}
      >
        Decide on the {KINDS[kind].toLowerCase()}…
      </Button>
    </div>
  )
}
