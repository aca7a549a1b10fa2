/** Entries of the audit log in plain words. */
import type { AuditEntry, AuditFilter } from '@/api/moderation'

export const ACTIONS: Record<string, string> = {
  'accounts.operator_created': 'Operator created',
  'accounts.role_changed': 'Role changed',
  'accounts.person_suspended': 'Person suspended',
  'accounts.person_restored': 'Suspension lifted',
  'accounts.sign_up_mode_changed': 'Sign-up changed',
  'accounts.invitation_issued': 'Invitation made',
  'accounts.invitation_withdrawn': 'Invitation withdrawn',
  'artists.label_deleted': 'Label deleted',
  'artists.label_joined': 'Label joined',
  'artists.label_left': 'Label left',
  'artists.label_offered': 'Label offered',
  'artists.label_offer_ended': 'Label offer ended',
  'artists.artist_deleted': 'Artist deleted',
  'artists.member_removed': 'Team member removed',
  'artists.role_changed': 'Team role changed',
  'artists.artist_verified': 'Artist verified',
  'artists.verification_removed': 'Verified mark removed',
  'catalog.artist_quota_set': 'Artist’s storage limit changed',
  'catalog.genre_added': 'Genre added',
  'catalog.genre_placed': 'Genre changed',
  'catalog.genre_merged': 'Genre merged',
  'catalog.genre_removed': 'Genre removed',
  'media.content_blocked': 'Sound blocked',
  'media.content_unblocked': 'Block lifted',
  'moderation.taken_down': 'Content taken down',
  'moderation.reinstated': 'Content put back',
  'moderation.changes_asked': 'Changes asked for',
  'moderation.dismissed': 'Reports dismissed',
  'secrets.rotated': 'Keys rotated',
  'secrets.old_keys_dropped': 'Old keys dropped',
  'jobs.job_retried': 'Job tried again',
  'events.parked_event_retried': 'Event tried again',
}

export const actionLabel = (action: string): string => ACTIONS[action] ?? action

export interface Change {
  name: string
  before: string
  after: string
}

const written = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

type Told = Pick<AuditEntry, 'before' | 'after' | 'names'>

/** Every fact that is noted, as it was and as it is; "–" where it was not or is not. People by their names, those who
    have been erased by their ids. */
export function changesOf({ before, after, names }: Told): Change[] {
  const named = (value: unknown) => written((typeof value === 'string' && names[value]) || value)
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((name) => ({
    name: name.replace('user_id', 'person').replaceAll('_', ' '),
    before: named(before[name]),
    after: named(after[name]),
  }))
}

/** What was typed into the filter; empty fields let all through. */
export function filterOf(typed: Record<string, string>): AuditFilter {
  const filter: AuditFilter = {}
  for (const name of ['action', 'actor', 'subject'] as const) {
    const value = typed[name]?.trim()
    if (value) filter[name] = value
  }
  return filter
}
