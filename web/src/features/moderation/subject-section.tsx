/** What a case is about, as it stands now. */
import { Link } from '@tanstack/react-router'

import type { CaseDetail } from '@/api/cases'
import { Section, useTelling } from '@/ui/section'

import { stateWords } from './subject-state'

const LINK = 'inline-flex min-h-6 items-center font-semibold text-spot underline underline-offset-4'

export function SubjectSection({ of }: { of: CaseDetail }) {
  const telling = useTelling()
  const { subject, artist } = of
  return (
    <Section title="What it is about" telling={telling}>
      <p>{stateWords(of)}</p>
      <p className="flex flex-wrap gap-x-5 gap-y-1">
        <SubjectLinks of={of} />
        <Link to="/artist/$ref" params={{ ref: artist.slug }} className={LINK}>
          <span>
            Artist: <bdi>{artist.name}</bdi>
          </span>
        </Link>
      </p>
      {subject?.text && (
        <blockquote
          dir="auto"
          className="max-w-[68ch] border-s-2 border-line-strong ps-4 whitespace-pre-line wrap-anywhere"
        >
          {subject.text}
        </blockquote>
      )}
      {subject && subject.tracks.length > 0 && of.subject_kind !== 'track' && (
        <Tracks titles={subject.tracks} />
      )}
    </Section>
  )
}

/** To what others see as well: nobody but its team gets at the rest. */
function SubjectLinks({ of: { subject_kind: kind, subject_id: id, subject } }: { of: CaseDetail }) {
  if (subject?.state !== 'published') return null
  return (
    <>
      {kind === 'track' && !subject.is_taken_down && (
        <Link to="/track/$ref" params={{ ref: id }} className={LINK}>
          Open the track
        </Link>
      )}
      {subject.release_id && (
        <Link to="/release/$ref" params={{ ref: subject.release_id }} className={LINK}>
          Open the release
        </Link>
      )}
    </>
  )
}

function Tracks({ titles }: { titles: string[] }) {
  return (
    <details>
      <summary className="inline-flex min-h-11 items-center font-medium text-ink2 underline underline-offset-4">
        {titles.length} {titles.length === 1 ? 'track' : 'tracks'}
      </summary>
      <ol className="list-decimal ps-8">
        {titles.map((title, i) => (
          <li key={i}>
            <bdi>{title}</bdi>
          </li>
        ))}
      </ol>
    </details>
  )
}
