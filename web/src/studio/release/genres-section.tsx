/** The genres and moods of the release as a whole. */
import { useState } from 'react'

import { setReleaseGenres } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import { GenresForm } from '@/studio/genres/genres-form'
import { useReleaseChange } from '@/studio/use-release'
import { Section, useTelling } from '@/ui/section'

import { versionOf } from './edited-release'
import { LeaveQuestion } from './leave-question'

const INTRO =
  'By which people find the release; those of its tracks count as well. The most fitting first.'

export function GenresSection({ release }: { release: ReleaseDetail }) {
  const telling = useTelling()
  const { accept, refresh } = useReleaseChange(release.id)
  const [isDirty, setIsDirty] = useState(false)
  return (
    <div id="genres" tabIndex={-1} className="outline-none">
      <Section title="Genres and moods" intro={INTRO} telling={telling}>
        <GenresForm
          genres={release.genres}
          moods={release.moods}
          version={versionOf(release)}
          send={(chosen, version) => setReleaseGenres(release.id, chosen, version)}
          onSaved={(answer) => {
            accept(answer)
            telling.tell('Genres and moods are saved.')
          }}
          onTakeTheirs={refresh}
          onDirty={setIsDirty}
        />
        <LeaveQuestion isDirty={isDirty} />
      </Section>
    </div>
  )
}
