/** Who made a track, and what there is to know of it. */
import type { ReactNode } from 'react'

import type { Track } from '@/api/types'
import { CreditList } from '@/ui/credit-list'
import { type Fact, Facts, isTold } from '@/ui/facts'
import { LicenseLink } from '@/ui/license-link'
import { languageName, rightsLine } from '@/ui/print-words'

const names = (styles: { name: string }[]): string => styles.map(({ name }) => name).join(', ')

/** With empty values. */
const factsOf = (track: Track): Fact[] => [
  ['Version', track.version_title],
  ['Work', track.work],
  ['Genres', names(track.genres)],
  ['Moods', names(track.moods)],
  ['Language', languageName(track.language)],
  ['Tempo', track.bpm !== null && `${track.bpm} BPM`],
  ['Key', track.key],
  ['ISRC', track.isrc],
  ['License', track.license && <LicenseLink code={track.license} />],
  ['Copyright', rightsLine('©', track.copyright_line)],
  ['Recording', rightsLine('℗', track.phonographic_line)],
]

export function TrackFacts({ track }: { track: Track }) {
  const facts = factsOf(track).filter(isTold)
  if (facts.length === 0 && track.credits.length === 0) return null
  return (
    <div className="grid gap-8 border-t border-line pt-6 md:grid-cols-2">
      {track.credits.length > 0 && (
        <Part id="track-credits" title="Credits">
          <CreditList credits={track.credits} />
        </Part>
      )}
      {facts.length > 0 && (
        <Part id="about-track" title="About this track">
          <Facts facts={facts} />
        </Part>
      )}
    </div>
  )
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="text-lg font-bold">
        {title}
      </h2>
      {children}
    </section>
  )
}
