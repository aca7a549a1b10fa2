/** What a release lacks, in words, each with the way to where it is put right. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { checklistQuery, type Missing } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import { NoteIcon, WarningIcon } from '@/ui/icons'
import { Loaded } from '@/ui/loaded'

const FEW = 6

export function ChecklistView({ release }: { release: ReleaseDetail }) {
  const checklist = useQuery(checklistQuery(release))
  return (
    <Loaded query={checklist} bone="h-16">
      {(missing) => (
        <>
          <Part
            title="Needed before it can go out"
            missing={missing.filter(({ is_required }) => is_required)}
            release={release}
          />
          <Part
            title="Better not left open"
            missing={missing.filter(({ is_required }) => !is_required)}
            release={release}
          />
          {missing.length === 0 && <p className="text-sm text-ok">Nothing is missing.</p>}
        </>
      )}
    </Loaded>
  )
}

interface PartProps {
  title: string
  missing: Missing[]
  release: ReleaseDetail
}

function Part({ title, missing, release }: PartProps) {
  if (missing.length === 0) return null
  const [first, rest] = [missing.slice(0, FEW), missing.slice(FEW)]
  return (
    <div className="flex flex-col gap-1">
      <h3 className="text-sm font-semibold">{title}</h3>
      <Items missing={first} release={release} />
      {rest.length > 0 && (
        <details>
          <summary className="min-h-8 text-sm font-medium text-spot">{rest.length} more</summary>
          <Items missing={rest} release={release} />
        </details>
      )}
    </div>
  )
}

function Items({ missing, release }: Omit<PartProps, 'title'>) {
  return (
    <ul className="flex flex-col text-sm">
      {missing.map((each) => (
        <li key={`${each.subject} ${each.field}`} className="flex gap-2 py-1">
          {each.is_required ? (
            <WarningIcon size={18} className="mt-px shrink-0 text-warn" />
          ) : (
            <NoteIcon size={18} className="mt-px shrink-0 text-ink3" />
          )}
          <Place missing={each} release={release} />
        </li>
      ))}
    </ul>
  )
}

const LINK = 'min-w-0 wrap-anywhere hover:underline'

/** The words, as the way to the field. */
function Place({ missing, release }: { missing: Missing; release: ReleaseDetail }) {
  const { field, subject, message } = missing
  if (!release.can_edit) return <span className={LINK}>{message}</span>
  if (field === 'tracks')
    return (
      <Link
        to="/studio/releases/$id"
        params={{ id: release.id }}
        hash={subject === release.id ? 'tracks' : subject}
        className={LINK}
      >
        {message}
      </Link>
    )
  if (subject !== release.id)
    return (
      <Link to="/studio/tracks/$id" params={{ id: subject }} hash={field} className={LINK}>
        {message}
      </Link>
    )
  return (
    <Link
      to="/studio/releases/$id/details"
      params={{ id: release.id }}
      hash={field}
      className={LINK}
    >
      {message}
    </Link>
  )
}
