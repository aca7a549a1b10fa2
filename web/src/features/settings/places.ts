/** The pages of the settings, in the order in which they are listed. */

export const PLACES = [
  { to: '/settings/profile', label: 'Profile', about: 'Your picture, name, words and links' },
  {
    to: '/settings/security',
    label: 'Security',
    about: 'Password, e-mail, passkeys and the second step of signing in',
  },
  { to: '/settings/sessions', label: 'Sessions', about: 'Where you are signed in' },
  {
    to: '/settings/access',
    label: 'Access',
    about: 'Tokens for programs, and passwords for other players',
  },
  { to: '/settings/privacy', label: 'Privacy', about: 'Who sees your profile and what you play' },
  {
    to: '/settings/data',
    label: 'Your data',
    about: 'A copy to take along, and erasing your account',
  },
  { to: '/settings/reports', label: 'Reports', about: 'What you reported, and what came of it' },
] as const
