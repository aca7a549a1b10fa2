/** Why a sign-in provider led nowhere, in words a person can act on. */

const REFUSALS: Record<string, string> = {
  cancelled: 'You stopped at the provider. Sign in another way, or try again.',
  denied: 'The provider did not let you through. Sign in another way, or try again.',
  signup_closed: 'Nobody new can sign up here at the moment, and that account is not known here.',
  reauthentication_required: 'That took too long, so it has to be you again. Try once more.',
  connected_other: 'Somebody else here signs in with that account already.',
}

export const providerRefusal = (error: string): string =>
  REFUSALS[error] ??
  'The provider could not tell us who you are. Sign in another way, or try again.'
