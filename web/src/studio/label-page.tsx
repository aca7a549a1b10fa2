/** A label: its artists, the questions that are open, and its team. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { type Label, type LabelOffer, labelQuery } from '@/api/labels'
import { isStatus } from '@/api/problem'
import { teamQuery } from '@/api/team'
import { ButtonLink } from '@/ui/button'
import { CopyButton } from '@/ui/copy-button'
import { Loaded } from '@/ui/loaded'
import { Section, useTelling } from '@/ui/section'
import { Bone, Empty, Failed, Loading, Missing } from '@/ui/states'

import { LabelArtistSection } from './label-artist-section'
import { LabelSelfSection } from './label-self-section'
import { OfferList } from './offer-list'
import { StudioHeader } from './studio-header'
import { TeamSections } from './team-sections'

const route = getRouteApi('/studio/labels/$ref')

export function LabelPage() {
  const { ref } = route.useParams()
  const label = useQuery(labelQuery(ref))
  const isOutside = label.data?.abilities.length === 0
  if (isStatus(label.error, 404, 422) || isOutside)
    return (
      <Missing
        title="No such label"
        sentence="This label is gone, or you are not on its team."
        action={<ButtonLink to="/studio/labels">Back to your labels</ButtonLink>}
      />
    )
  if (label.data) return <LabelOf label={label.data} />
  if (label.error) return <Failed error={label.error} onRetry={() => void label.refetch()} />
  return (
    <Loading label="Loading the label">
      <Bone className="h-9 w-64" />
      <Bone className="mt-8 h-40" />
    </Loading>
  )
}

function LabelOf({ label }: { label: Label }) {
  const subject = { ...label, kind: 'labels' as const }
  const team = useQuery(teamQuery(subject))
  return (
    <div className="flex max-w-180 flex-col gap-6">
      <StudioHeader
        back={
          <Link to="/studio/labels" className="font-medium hover:underline">
            Your labels
          </Link>
        }
        title={label.name}
        heading={<bdi>{label.name}</bdi>}
      >
        <p className="text-ink2">
          Artists ask to join at the address <code className="wrap-anywhere">{label.slug}</code>.
        </p>
        <CopyButton text={label.slug} label="Copy the address" />
      </StudioHeader>
      <Loaded query={team} bone="h-40">
        {(data) => (
          <div>
            <LabelArtistSection label={label} />
            {label.abilities.includes('manage_team') && <OfferSection offers={data.offers} />}
            <TeamSections subject={subject} team={data}>
              <LabelSelfSection label={label} />
            </TeamSections>
          </div>
        )}
      </Loaded>
    </div>
  )
}

function OfferSection({ offers }: { offers: LabelOffer[] }) {
  const telling = useTelling()
  return (
    <Section title="Offers" telling={telling}>
      {offers.length === 0 ? (
        <Empty sentence="No artist asks to join, and none is asked." />
      ) : (
        <OfferList offers={offers} side="labels" mayDecide telling={telling} />
      )}
    </Section>
  )
}
