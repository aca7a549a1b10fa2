/** Asks before a page with something unsaved is left. */
import { useBlocker } from '@tanstack/react-router'

import { ConfirmDialog } from '@/ui/confirm-dialog'

export function LeaveQuestion({ isDirty }: { isDirty: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <ConfirmDialog
      title="Leave without saving?"
      action="Leave"
      onConfirm={() => Promise.resolve()}
      onDone={() => blocker.proceed()}
      onCancel={() => blocker.reset()}
    >
      What you changed here isn’t saved yet.
    </ConfirmDialog>
  )
}
