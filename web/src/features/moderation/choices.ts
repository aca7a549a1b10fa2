/** What can be decided about a case as it stands, and what each choice means. */
import type { Action, CaseDetail } from '@/api/cases'

export interface Choice {
  value: Action
  label: string
  hint: string
}

const TAKE_DOWN_HINTS: Record<string, string> = {
  release: 'Nobody but its team sees or hears it. Nothing is deleted, and you can put it back.',
  track: 'Nobody but its team sees or hears it. Nothing is deleted, and you can put it back.',
  cover: 'It goes from everywhere. It is kept, and you can put it back.',
}

const CHANGES = 'It stays as it is. Your message tells the team what to change.'
const PUT_BACK = 'As public as it was before. Blocks that came with taking it down are lifted.'

const dismissHint = (of: CaseDetail) =>
  of.has_appeal
    ? 'It stays as it was decided. The team reads your message.'
    : 'It stays as it is. The message stays in the audit log; the team reads nothing.'

/** An artist's page can't be taken down; what is gone can only be dismissed. */
export function choicesFor(of: CaseDetail): Choice[] {
  const { subject, subject_kind: kind } = of
  const choices: Choice[] = [{ value: 'dismiss', label: 'Dismiss', hint: dismissHint(of) }]
  if (!subject) return choices
  const takeDown = TAKE_DOWN_HINTS[kind]
  if (subject.is_taken_down)
    choices.push({ value: 'reinstate', label: 'Put it back', hint: PUT_BACK })
  else if (takeDown) choices.push({ value: 'take_down', label: 'Take it down', hint: takeDown })
  choices.push({ value: 'ask_for_changes', label: 'Ask for changes', hint: CHANGES })
  return choices
}

/** Sound can be blocked, pictures and pages can't. */
export const mayBlock = (action: Action, { subject_kind: kind }: CaseDetail): boolean =>
  action === 'take_down' && (kind === 'release' || kind === 'track')

/** Who reads the message. */
export const isTold = (action: Action, of: CaseDetail): boolean =>
  action !== 'dismiss' || of.has_appeal
