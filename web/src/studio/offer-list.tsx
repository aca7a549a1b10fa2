/** The open questions between an artist and labels, or a label and artists. */
import type { LabelOffer } from '@/api/labels'
import type { TeamKind } from '@/api/team'
import type { Telling } from '@/ui/section'

import { OfferRow } from './offer-row'
import { useTeamChange } from './use-team-change'

interface OfferListProps {
  offers: LabelOffer[]
  side: TeamKind
  mayDecide: boolean
  telling: Telling
}

export function OfferList({ offers, side, mayDecide, telling }: OfferListProps) {
  const refresh = useTeamChange()
  return (
    <ul aria-label="Offers" className="border-t border-line">
      {offers.map((offer) => (
        <OfferRow
          key={`${offer.artist.id} ${offer.label.id}`}
          offer={offer}
          side={side}
          mayDecide={mayDecide}
          onDone={(words) => {
            telling.tell(words, true)
            void refresh()
          }}
        />
      ))}
    </ul>
  )
}
