/** The label of an artist: which one it is, who asks, and leaving it. */
import { useState } from 'react'

import { getLabel, joinLabel, type LabelOffer } from '@/api/labels'
import type { Artist } from '@/api/types'
import { Button } from '@/ui/button'
import { Row } from '@/ui/row'
import { Section, useTelling } from '@/ui/section'
import { Empty } from '@/ui/states'

import { AskDialog } from './ask-dialog'
import { EndLabel } from './end-label'
import { OfferList } from './offer-list'
import { useTeamChange } from './use-team-change'

const INTRO =
  'A label’s team works on all its artists, with the roles that it has at the label. An artist has one label at most.'

export function ArtistLabelSection({ artist, offers }: { artist: Artist; offers: LabelOffer[] }) {
  const telling = useTelling()
  const refresh = useTeamChange()
  const [open, setOpen] = useState<'ask' | 'leave'>()
  const mayDecide = artist.abilities.includes('manage_owners')
  const ask = async (ref: string) => {
    const label = await getLabel(ref)
    const joined = await joinLabel(label.slug, artist.id)
    setOpen(undefined)
    telling.tell(askedWords(label.name, joined), true)
    await refresh()
  }
  const left = (label: string) => {
    setOpen(undefined)
    telling.tell(`${artist.name} is no longer with ${label}.`, true)
    void refresh()
  }
  return (
    <Section title="Label" intro={INTRO} telling={telling}>
      {artist.label && (
        <LabelRow
          name={artist.label.name}
          onLeave={mayDecide ? () => setOpen('leave') : undefined}
        />
      )}
      {offers.length > 0 && (
        <OfferList offers={offers} side="artists" mayDecide={mayDecide} telling={telling} />
      )}
      {!artist.label && offers.length === 0 && <Empty sentence="With no label, and none asks." />}
      {!artist.label && mayDecide && (
        <Button look="outline" className="self-start" onClick={() => setOpen('ask')}>
          Ask a label…
        </Button>
      )}
      {open === 'ask' && <AskLabel onAsk={ask} onClose={() => setOpen(undefined)} />}
      {open === 'leave' && artist.label && (
        <EndLabel
          artist={artist}
          label={artist.label}
          verb="Leave"
          onDone={left}
          onCancel={() => setOpen(undefined)}
        />
      )}
    </Section>
  )
}

/** `joined`: the artist, as it is afterwards. */
export const askedWords = (asked: string, joined: Artist): string =>
  joined.label ? `${joined.name} is with ${joined.label.name} now.` : `${asked} is asked to agree.`

function LabelRow({ name, onLeave }: { name: string; onLeave?: () => void }) {
  return (
    <ul aria-label="Label" className="border-t border-line">
      <Row
        title={name}
        actions={
          onLeave && (
            <Button
              look="quiet"
              className="px-3 text-bad!"
              aria-label={`Leave ${name}`}
              onClick={onLeave}
            >
              Leave
            </Button>
          )
        }
      />
    </ul>
  )
}

interface AskLabelProps {
  onAsk: (ref: string) => Promise<void>
  onClose: () => void
}

const AskLabel = (props: AskLabelProps) => (
  <AskDialog
    title="Ask a label"
    about="When one of its owners or managers accepts, the artist is with the label."
    label="Address of the label"
    hint="Ask its team for it: it stands on the label’s page in their studio."
    {...props}
  />
)
