/** The choices of privacy, in plain words. */
import type { Privacy } from '@/api/profile'

interface Choice<T> {
  value: T
  label: string
  hint?: string
}

export const PROFILE: Choice<Privacy['profile']>[] = [
  { value: 'everyone', label: 'Everyone', hint: 'Also people who are not signed in.' },
  { value: 'signed_in', label: 'People who are signed in here' },
  { value: 'nobody', label: 'Only you' },
]

export const ACTIVITY: Choice<Privacy['activity']>[] = [
  { value: 'everyone', label: 'Everyone who sees your profile' },
  { value: 'followers', label: 'People who follow you' },
  { value: 'nobody', label: 'Only you' },
]

export const LISTING: Choice<'listed' | 'hidden'>[] = [
  { value: 'listed', label: 'They find you' },
  { value: 'hidden', label: 'They do not find you', hint: 'Your address still works.' },
]

/** The last and narrowest, unless another is chosen. */
const chosen = <T>(choices: Choice<T>[], value?: string): T | undefined =>
  (choices.find((one) => one.value === value) ?? choices.at(-1))?.value

/** What a form with these choices says. */
export const privacyOf = ({ profile, activity, listing }: Record<string, string>): Privacy => ({
  profile: chosen(PROFILE, profile) ?? 'nobody',
  activity: chosen(ACTIVITY, activity) ?? 'nobody',
  is_listed: chosen(LISTING, listing) === 'listed',
})
