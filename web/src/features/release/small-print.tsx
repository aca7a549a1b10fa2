/** What stands in small print on a sleeve: label, dates, genres, people, rights. */
import type { ReactNode } from 'react'

import type { ReleaseDetail } from '@/api/types'
import { CreditList } from '@/ui/credit-list'
import { type Fact, Facts, isTold } from '@/ui/facts'
import { LicenseLink } from '@/ui/license-link'
import { When } from '@/ui/when'

import { dateInWords, languageName, rightsLine } from '@/ui/print-words'

const names = (styles: { name: string }[]): string => styles.map(({ name }) => name).join(', ')

/** With empty values. */
function factsOf(release: ReleaseDetail): Fact[] {
  const { state, published_at, license } = release
  return [
    ['First released', dateInWords(release.released_on)],
    ['Here since', state === 'published' && published_at && <When at={published_at} isDay />],
    ['Label', release.label_name],
    ['Catalog number', release.catalog_number],
    ['Barcode', release.upc],
    ['Genres', names(release.genres)],
    ['Moods', names(release.moods)],
    ['Language', languageName(release.language)],
    ['License', license && <LicenseLink code={license} />],
    ['Copyright', rightsLine('©', release.copyright_line)],
    ['Recording', rightsLine('℗', release.phonographic_line)],
  ]
}

export function SmallPrint({ release }: { release: ReleaseDetail }) {
  const facts = factsOf(release).filter(isTold)
  if (facts.length === 0 && release.credits.length === 0) return null
  return (
    <div className="grid gap-8 border-t border-line pt-6 md:grid-cols-2">
      {release.credits.length > 0 && (
        <Part id="credits" title="Credits">
          <CreditList credits={release.credits} />
        </Part>
      )}
      {facts.length > 0 && (
        <Part id="about" title="About this release">
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
