/** That an operator made sure that the team speaks for the artist: a mark and a word. */

export const VERIFIED_MEANS =
  'An operator of this server made sure that the team speaks for this artist.'

export function VerifiedMark() {
  return (
    <span
      title={VERIFIED_MEANS}
      className="inline-flex shrink-0 items-center gap-1.5 text-sm font-semibold text-ok"
    >
      <svg
        viewBox="0 0 24 24"
        width={18}
        height={18}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <circle cx="12" cy="12" r="9" />
        <path d="m8 12.2 2.8 2.8L16 9.5" />
      </svg>
      Verified
    </span>
  )
}
