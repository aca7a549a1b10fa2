/** Which part of the queue is shown, as its address says it. */
import type { CaseFilter } from '@/api/cases'
import type { ReportReason, SubjectKind } from '@/api/reports'
import { KINDS, REASONS } from '@/ui/report-words'

export interface QueueSearch {
  show?: string
  kind?: string
  reason?: string
}

export const SHOWN: [string, string][] = [
  ['', 'Open'],
  ['mine', 'Assigned to me'],
  ['decided', 'Decided'],
  ['all', 'All'],
]

const PARTS: Record<string, CaseFilter> = {
  mine: { is_mine: true, is_open: true },
  decided: { is_open: false },
  all: {},
}

const isKind = (text: string): text is SubjectKind => Object.hasOwn(KINDS, text)
const isReason = (text: string): text is ReportReason => Object.hasOwn(REASONS, text)

/** What an address says wrongly lets all through. */
export function filterOf({ show = '', kind = '', reason = '' }: QueueSearch): CaseFilter {
  return {
    ...(Object.hasOwn(PARTS, show) ? PARTS[show] : { is_open: true }),
    ...(isKind(kind) && { kind }),
    ...(isReason(reason) && { reason }),
  }
}

const NOTHING: Record<string, string> = {
  mine: 'Nothing is assigned to you. Open a case and take it.',
  decided: 'Nothing has been decided yet.',
  all: 'Nothing has been reported yet.',
}

export function emptyWords({ show = '', kind, reason }: QueueSearch): string {
  if (kind || reason) return 'Nothing matches this filter.'
  return NOTHING[show] ?? 'Nothing waits for a decision.'
}
