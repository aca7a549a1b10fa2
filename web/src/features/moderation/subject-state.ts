/** How the subject of a case stands, in a sentence. */
import type { CaseDetail } from '@/api/cases'

const STATES: Record<string, string> = {
  draft: 'The release is a draft now: only its team sees it.',
  scheduled: 'The release is scheduled: only its team sees it until then.',
  published: 'The release is published.',
  withdrawn: 'Its team has withdrawn the release: only the team sees it.',
  taken_down: 'The release is taken down: only its team sees it.',
}

const DOWN: Record<string, string> = {
  release: 'The release is taken down: only its team sees it.',
  track: 'The track is taken down: only its team sees it.',
  cover: 'The cover is taken down: nobody sees it.',
}

export function stateWords({ subject, subject_kind: kind }: CaseDetail): string {
  if (!subject) return 'Its team has deleted it. All that is left is to dismiss the reports.'
  if (subject.is_taken_down && DOWN[kind]) return DOWN[kind]
  return STATES[subject.state] ?? 'The artist’s page is public.'
}
