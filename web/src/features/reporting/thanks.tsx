/** What happens with a report that was sent. */
import { Link } from '@tanstack/react-router'

import type { OwnReport } from '@/api/reports'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'

interface ThanksProps {
  report: OwnReport
  isMember: boolean
  onClose: () => void
}

export function Thanks({ report, isMember, onClose }: ThanksProps) {
  return (
    <Dialog title="Thank you" onClose={onClose}>
      <p role="status" className="text-ink2">
        {report.outcome}{' '}
        {isMember && (
          <>
            You find what came of it under{' '}
            <Link
              to="/settings/reports"
              onClick={onClose}
              className="font-semibold text-spot underline underline-offset-4"
            >
              your reports
            </Link>
            .
          </>
        )}
      </p>
      <div className="mt-5 flex justify-end">
        <Button autoFocus onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  )
}
