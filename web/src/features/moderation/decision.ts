/** The decision that a form makes. */
import type { Action, NewDecision } from '@/api/cases'
import { ApiError } from '@/api/problem'
import type { ReportReason } from '@/api/reports'

const SAY_WHY = 'Say why, in words of your own.'

/** Raises ApiError with the field `message`. */
export function decisionOf(
  action: Action,
  values: Record<string, string>,
  isBlocked: boolean,
): NewDecision {
  const message = (values.message ?? '').trim()
  if (!message) throw new ApiError(422, 'moderation.no_message', SAY_WHY, { message: SAY_WHY })
  return { action, reason: values.reason as ReportReason, message, is_blocked: isBlocked }
}
