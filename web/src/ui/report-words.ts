/** What can be reported, for which reasons, and what came of it, in words. */
import type { Action } from '@/api/cases'
import type { ReportReason, SubjectKind } from '@/api/reports'

/** In the order in which they are offered. */
export const REASONS: Record<ReportReason, string> = {
  copyright: 'Somebody else’s rights',
  illegal: 'Against the law',
  hate: 'Hate against people',
  impersonation: 'Pretends to be somebody else',
  explicit_unmarked: 'Explicit, without a mark',
  wrong_metadata: 'Wrong names or facts',
  spam: 'Spam',
  other: 'Something else',
}

export const REASON_HINTS: Record<ReportReason, string> = {
  copyright: 'The music, the words or the picture belong to somebody who did not allow this.',
  illegal: 'It breaks a law. Say which, if you know it.',
  hate: 'It attacks people for who they are.',
  impersonation: 'It says that it is by somebody who has nothing to do with it.',
  explicit_unmarked: 'Explicit words or pictures that are not marked as such.',
  wrong_metadata: 'The title, the people or the dates are wrong.',
  spam: 'Advertising, or the same thing again and again.',
  other: 'Say below what is wrong.',
}

export const KINDS: Record<SubjectKind, string> = {
  artist: 'Artist',
  release: 'Release',
  track: 'Track',
  cover: 'Cover',
}

/** What a case ended with. */
export const OUTCOMES: Record<Action, string> = {
  dismiss: 'Left as it is',
  take_down: 'Taken down',
  ask_for_changes: 'Changes asked for',
  reinstate: 'Put back',
}

export const reasonOptions = Object.entries(REASONS) as [ReportReason, string][]
