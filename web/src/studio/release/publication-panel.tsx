/** Publication beside every page of the editor: how it stands, what is missing, and all that can be done about it. */
import { Link } from '@tanstack/react-router'

import type { ReleaseDetail } from '@/api/types'
import { useReleaseChange } from '@/studio/use-release'
import { ButtonLink } from '@/ui/button'
import { Section, useTelling, type Telling } from '@/ui/section'
import { When } from '@/ui/when'

import { ChecklistView } from './checklist-view'
import { Countdown } from './countdown'
import { may } from './edited-release'
import { fullMoment } from './moments'
import { PublicationActs } from './publication-acts'
import { VisibilityChoice } from './visibility-choice'
import { VISIBILITIES } from './visibilities'

export function PublicationPanel({ release }: { release: ReleaseDetail }) {
  const telling = useTelling()
  return (
    <div id="publication" tabIndex={-1} className="scroll-mt-20 outline-none">
      <Section title="Publication" telling={telling}>
        <Standing release={release} telling={telling} />
        {may(release, 'publish') ? (
          <Deciding release={release} telling={telling} />
        ) : (
          <p className="text-sm text-ink2">Owners and managers of the artist publish it.</p>
        )}
        {release.state !== 'taken_down' && <ChecklistView release={release} />}
      </Section>
    </div>
  )
}

interface DecidingProps {
  release: ReleaseDetail
  telling: Telling
}

function Deciding({ release, telling }: DecidingProps) {
  return (
    <>
      <PublicationActs release={release} telling={telling} />
      <VisibilityChoice release={release} telling={telling} />
    </>
  )
}

/** In which state it is, and what that means. */
function Standing({ release, telling }: DecidingProps) {
  const { state } = release
  if (state === 'taken_down') return <TakenDown release={release} />
  if (state === 'scheduled') return <Scheduled release={release} telling={telling} />
  if (state === 'published') return <Published release={release} />
  return (
    <p className="text-ink2">
      {state === 'draft'
        ? 'A draft. Only your team sees it.'
        : 'Withdrawn. Only your team sees it, until you publish it again.'}
    </p>
  )
}

function Scheduled({ release: { id, publish_at }, telling }: DecidingProps) {
  const { refresh } = useReleaseChange(id)
  if (publish_at === null) return null
  // What was told of the date is over with it.
  const ask = () => {
    telling.tell('')
    refresh()
  }
  return (
    <div className="flex flex-col gap-1">
      <Countdown at={publish_at} onDue={ask} />
      <p className="text-sm text-ink2">
        Goes out on {fullMoment(new Date(publish_at))}, by the clock of this server. Until then only
        your team sees it.
      </p>
    </div>
  )
}

function Published({ release }: { release: ReleaseDetail }) {
  const meaning = VISIBILITIES.find(({ value }) => value === release.visibility)?.hint
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink2">
        {release.publish_at && (
          <>
            Out since <When at={release.publish_at} />.{' '}
          </>
        )}
        {meaning}
      </p>
      <ButtonLink to="/release/$ref" params={{ ref: release.slug }}>
        View the release
      </ButtonLink>
    </div>
  )
}

function TakenDown({ release }: { release: ReleaseDetail }) {
  return (
    <div role="note" className="flex flex-col gap-2 rounded-card border border-bad p-4">
      <p className="font-semibold text-bad">Moderators took this release down.</p>
      <p className="text-sm text-ink2">
        Nobody but your team sees it, and it can’t be published.{' '}
        <Link
          to="/studio/artists/$ref/notices"
          params={{ ref: release.artist.slug }}
          className="font-semibold text-spot hover:underline"
        >
          Read why, and answer
        </Link>
      </p>
    </div>
  )
}
