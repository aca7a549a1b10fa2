/** What kind of music the track is. */
import { setTrackGenres } from '@/api/track-edits'
import { GenresForm } from '@/studio/genres/genres-form'
import { Section, useTelling } from '@/ui/section'

import type { EditedTrack } from './edited-track'
import { useTrackRefresh, useTrackSending } from './use-track-change'

export function GenresSection({ track, version, onDirty }: EditedTrack) {
  const telling = useTelling()
  const refresh = useTrackRefresh()
  const sending = useTrackSending()
  return (
    <Section title="Genres and moods" telling={telling}>
      <GenresForm
        genres={track.genres}
        moods={track.moods}
        version={version}
        send={sending((chosen, on: number) => setTrackGenres(track.id, chosen, on))}
        onTakeTheirs={() => void refresh()}
        onDirty={onDirty}
      />
    </Section>
  )
}
