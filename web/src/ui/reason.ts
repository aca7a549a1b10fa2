/** Why something is decided about somebody; the audit log keeps it. */
import { ApiError } from '@/api/problem'

export const REASON_LENGTH = 500

const MISSING = 'Say why; the audit log keeps it.'

/** Without spaces around it. Raises ApiError with the field `reason` when nothing is left. */
export function reasonOf(typed: string | undefined): string {
  const reason = (typed ?? '').trim()
  if (!reason) throw new ApiError(422, 'operator.no_reason', MISSING, { reason: MISSING })
  return reason
}
