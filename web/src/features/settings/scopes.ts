/** What a token or an app password may do, in plain words, and until when. */
import type { AppScope, Scope } from '@/api/access'
import { ApiError } from '@/api/problem'

export interface ScopeChoice<S extends string = Scope> {
  scope: S
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

export const APP_SCOPES: ScopeChoice<AppScope>[] = [
  { scope: 'listen', label: 'Listen and look', hint: 'See and play what you may see and play.' },
  {
    scope: 'write',
    label: 'Keep your collection',
    hint: 'Change playlists and favorites, and note what you played.',
  },
]

export const appScopeLabel = (scope: AppScope): string =>
  APP_SCOPES.find((choice) => choice.scope === scope)?.label ?? scope

const NO_SCOPE = 'Choose at least one thing that it may do.'

/** Raises ApiError with the field `scopes`. */
export function demandOne(scopes: string[]): void {
  if (scopes.length === 0) throw new ApiError(422, 'settings.scope', NO_SCOPE, { scopes: NO_SCOPE })
}

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
