/** Who made the release as a whole. */
import { useState } from 'react'

import { setReleaseCredits } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import { CreditsForm } from '@/studio/credits/credits-form'
import { useReleaseChange } from '@/studio/use-release'
import { Section, useTelling } from '@/ui/section'

import { versionOf } from './edited-release'
import { LeaveQuestion } from './leave-question'

const INTRO =
  'Who made the release as a whole. Main and featured artists stand below its title. People of one track alone are credited on that track.'

export function PeopleSection({ release }: { release: ReleaseDetail }) {
  const telling = useTelling()
  const { accept, refresh } = useReleaseChange(release.id)
  const [isDirty, setIsDirty] = useState(false)
  return (
    <div id="credits" tabIndex={-1} className="outline-none">
      <Section title="Credits" intro={INTRO} telling={telling}>
        <CreditsForm
          credits={release.credits}
          version={versionOf(release)}
          send={(credits, version) => setReleaseCredits(release.id, credits, version)}
          onSaved={(answer) => {
            accept(answer)
            telling.tell('The credits are saved.')
          }}
          onTakeTheirs={refresh}
          onDirty={setIsDirty}
        />
        <LeaveQuestion isDirty={isDirty} />
      </Section>
    </div>
  )
}
