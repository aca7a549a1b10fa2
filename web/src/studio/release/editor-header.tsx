/** What is edited: its title, in which state it is, for whom, and how listeners will see it. */
import { Link } from '@tanstack/react-router'

import type { ReleaseDetail } from '@/api/types'
import { StateBadge } from '@/studio/state-badge'
import { Heading } from '@/ui/heading'
import { Tag } from '@/ui/row'

import { VISIBILITY_NAMES } from './visibilities'

const LINK = 'font-medium hover:underline'

export function EditorHeader({ release }: { release: ReleaseDetail }) {
  return (
    <header className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink2">
        <Link to="/studio" className={LINK}>
          Artist studio
        </Link>
        <StateBadge release={release} hasMoment />
        <Tag>{VISIBILITY_NAMES[release.visibility]}</Tag>
      </p>
      <Heading title={`Edit ${release.title}`} className="text-3xl font-bold wrap-anywhere">
        <bdi>{release.title}</bdi>
      </Heading>
      <p className="text-sm text-ink2">
        by{' '}
        <Link to="/studio/artists/$ref" params={{ ref: release.artist.slug }} className={LINK}>
          <bdi>{release.artist.name}</bdi>
        </Link>
        {' · '}
        <Link
          to="/release/$ref"
          params={{ ref: release.slug }}
          search={{ as: 'listener' }}
          className={LINK}
        >
          Preview as a listener
        </Link>
      </p>
    </header>
  )
}
