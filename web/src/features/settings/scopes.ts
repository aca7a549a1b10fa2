/** What a token may do, in plain words, and until when. */
import type { Scope } from '@/api/access'

export interface ScopeChoice {
  scope: Scope
  label: string
  hint: string
}

const CHOICES: (ScopeChoice & { isForStaff?: boolean })[] = [
  { scope: 'read', label: 'Listen and look', hint: 'See and play what you may see and play.' },
  { scope: 'studio', label: 'Work in the studio', hint: 'Upload, change and publish music.' },
  {
    scope: 'operate',
    label: 'Run the server',
    hint: 'Do what moderators and operators may do here, as far as you may.',
    isForStaff: true,
  },
]

export const scopeChoices = (isStaff: boolean): ScopeChoice[] =>
  CHOICES.filter(({ isForStaff }) => isStaff || !isForStaff)

export const scopeLabel = (scope: Scope): string =>
  CHOICES.find((choice) => choice.scope === scope)?.label ?? scope

const DAY_MS = 86_400_000

export const LIFETIMES: [days: string, label: string][] = [
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', 'One year'],
  ['', 'Until it is revoked'],
]

/** ISO 8601; null for a token without an end. */
export const expiryOf = (days: string, now = Date.now()): string | null =>
  days === '' ? null : new Date(now + Number(days) * DAY_MS).toISOString()
