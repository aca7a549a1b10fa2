/** What every change of how one signs in brings with it, in the same words everywhere. */

export const ENDS_OTHERS =
  'Your other devices are signed out, and your tokens and app passwords end.'
