/** Shows the dialog for reporting, whenever a screen asks for it. */
import { lazy, Suspense } from 'react'

import { endReport, useReportQuestion } from '@/ui/report-question'

const ReportDialog = lazy(() => import('@/features/reporting/report-dialog'))

export function ReportQuestion() {
  const things = useReportQuestion()
  return (
    <Suspense>{things.length > 0 && <ReportDialog things={things} onClose={endReport} />}</Suspense>
  )
}
