/** What moderators decided, in words for the team. */
import type { Notice, NoticeAnswer } from '@/api/notices'

const KINDS: Record<Notice['subject_kind'], string> = {
  artist: 'The artist’s page',
  release: 'The release',
  track: 'The track',
  cover: 'The cover of',
}

const HAPPENED: Record<Notice['action'], string> = {
  take_down: 'was taken down',
  ask_for_changes: 'should be changed',
  reinstate: 'was put back',
  dismiss: 'stays as it was decided',
}

/** As the letters have them. */
const REASONS: Record<Notice['reason'], string> = {
  copyright: 'somebody else’s rights',
  illegal: 'the law',
  hate: 'hate against people',
  spam: 'spam',
  impersonation: 'impersonation of somebody else',
  explicit_unmarked: 'explicit words or pictures without a mark',
  wrong_metadata: 'wrong names or facts',
  other: 'what they say below',
}

const MEANS: Record<Notice['action'], string> = {
  take_down:
    'Nobody but your team sees or hears it. Nothing was deleted: the moderators can put it back.',
  ask_for_changes: 'It stays as it is until then. Change it in the studio, then tell them.',
  reinstate: 'It is as public as it was before. There is nothing to do.',
  dismiss: 'There is nothing to do.',
}

const OUTCOMES: Record<NonNullable<NoticeAnswer['outcome']>, string> = {
  dismiss: 'The moderators looked at it again. Their decision stays.',
  take_down: 'The moderators looked at it again, and took it down.',
  ask_for_changes: 'The moderators looked at it again, and ask for changes.',
  reinstate: 'The moderators looked at it again, and put it back.',
}

/** Before and after the title. */
export const headlineOf = ({ subject_kind, action }: Notice): [before: string, after: string] => [
  KINDS[subject_kind],
  HAPPENED[action],
]

/** It stands no more: there is a later decision on the same thing. */
const isOver = (notice: Notice): boolean =>
  notice.action === 'take_down' && !notice.can_answer && !isWaiting(notice)

export const meaningOf = (notice: Notice): string =>
  isOver(notice) ? 'This has been decided anew since.' : MEANS[notice.action]

export const reasonOf = ({ action, reason }: Notice): string =>
  action === 'reinstate' ? '' : `Because of ${REASONS[reason]}.`

export const outcomeOf = ({ outcome }: NoticeAnswer): string =>
  outcome === null ? 'Waits for the moderators.' : OUTCOMES[outcome]

export const isWaiting = ({ answers }: Notice): boolean =>
  answers.some(({ outcome }) => outcome === null)

/** Why there is no form, where one might be expected. */
export function noAnswerWords(notice: Notice, mayAnswer: boolean): string {
  if (isWaiting(notice)) return 'Your team has answered. The moderators will look at it.'
  if (notice.can_answer && !mayAnswer) return 'Owners and managers of the team can answer.'
  return ''
}
