/** Tells which of the chosen files were not taken, and why: refusals loudly, what lay beside the music quietly. */
import type { Chosen } from './chosen'

const MAX_NAMED = 5

const listed = (names: string[]): string => {
  const rest = names.length - MAX_NAMED
  return names.slice(0, MAX_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

export function ChosenNotes({ refused, leftOut, cover }: Chosen) {
  return (
    <>
      {refused.length > 0 && <Refused files={refused} />}
      <p role="status" className="text-sm text-ink2 empty:hidden">
        {cover}
      </p>
      {leftOut.length > 0 && (
        <p className="text-sm wrap-anywhere text-ink2">
          Not music, so left out: <bdi>{listed(leftOut)}</bdi>
        </p>
      )}
    </>
  )
}

function Refused({ files }: { files: Chosen['refused'] }) {
  return (
    <div role="alert" className="rounded-control border border-bad px-4 py-3 text-sm">
      <ul className="flex flex-col gap-1">
        {files.map(({ name, reason }, i) => (
          <li key={i} className="wrap-anywhere">
            <bdi className="font-semibold text-bad">{name}</bdi> was not added. {reason}
          </li>
        ))}
      </ul>
    </div>
  )
}
