/** Jobs and events that stopped, in the same words for both. */
import type { Job, ParkedEvent } from '@/api/types'

export interface Stopped {
  id: string
  title: string
  reason: string
  /** An ISO 8601 date. */
  since: string
  facts: [name: string, value: string][]
}

const KINDS: Record<string, string> = {
  'media.ingest': 'Preparing an upload',
  'media.renditions': 'Making the other qualities',
}

const REMEDIES: Record<string, string> = {
  permanent: 'The file itself was refused',
  transient: 'It may pass by itself',
  resource: 'This server lacks something',
}

export const showJob = (job: Job): Stopped => ({
  id: job.id,
  title: KINDS[job.kind] ?? job.kind,
  reason: job.error?.message ?? 'Nothing was noted about why.',
  since: job.finished_at ?? job.claimed_at ?? job.created_at,
  facts: [
    ['Step', job.step],
    ['Attempts', String(job.attempts)],
    ...(job.error ? ([['Failure', failureWords(job.error)]] satisfies Stopped['facts']) : []),
    [job.kind.startsWith('media.') ? 'Upload' : 'Subject', job.subject_id],
    ['Owner', job.owner_username ?? job.owner_id ?? 'This server'],
  ],
})

const failureWords = ({ code, kind }: NonNullable<Job['error']>): string =>
  REMEDIES[kind] ? `${REMEDIES[kind]} (${code})` : code

export const showEvent = (event: ParkedEvent): Stopped => ({
  id: event.id,
  title: `${event.event_name} to ${event.handler}`,
  reason: event.last_error,
  since: event.parked_at,
  facts: [
    ['Attempts', String(event.attempts)],
    ...Object.entries(event.payload).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ],
})
