/** Who made the track. */
import { setTrackCredits } from '@/api/track-edits'
import { CreditsForm } from '@/studio/credits/credits-form'
import { Section, useTelling } from '@/ui/section'

import type { EditedTrack } from './edited-track'
import { useTrackRefresh, useTrackSending } from './use-track-change'

export function CreditsSection({ track, version, onDirty }: EditedTrack) {
  const telling = useTelling()
  const refresh = useTrackRefresh()
  const sending = useTrackSending()
  return (
    <Section
      title="Credits"
      intro="Everybody who made this track, in the order in which they are told."
      telling={telling}
    >
      <CreditsForm
        credits={track.credits}
        version={version}
        send={sending((credits, on: number) => setTrackCredits(track.id, credits, on))}
        onTakeTheirs={() => void refresh()}
        onDirty={onDirty}
      />
    </Section>
  )
}
