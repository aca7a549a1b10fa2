/** The report that a form makes. */
import { ApiError } from '@/api/problem'
import type { NewReport, ReportReason } from '@/api/reports'
import type { Reportable } from '@/ui/report-question'

const SAY_WHAT = 'Say what is wrong.'

/** Raises ApiError with the field `message` where the reason says nothing by itself. */
export function reportOf({ kind, id }: Reportable, values: Record<string, string>): NewReport {
  const message = (values.message ?? '').trim()
  if (values.reason === 'other' && !message)
    throw new ApiError(422, 'report.no_message', SAY_WHAT, { message: SAY_WHAT })
  return {
    subject_kind: kind,
    subject_id: id,
    reason: values.reason as ReportReason,
    message,
    contact: values.contact?.trim() || null,
  }
}
