/** Who changed what of an artist's profile, and taking it back. */
import { getRouteApi } from '@tanstack/react-router'

import { artistHistoryQuery, undoArtistAct } from '@/api/history'
import type { ArtistDetail } from '@/api/types'
import { Section, useTelling } from '@/ui/section'

import { HistoryList } from '@/studio/history/history-list'
import { ARTIST_FIELDS } from './artist-fields'
import { ArtistFrame } from './artist-frame'
import { useArtistChange } from './use-artist-change'

const route = getRouteApi('/studio/artists/$ref/history')

const INTRO =
  'Every change of the profile. It can be undone, unless somebody has changed the same thing since. Each release has its own history.'

export function ArtistHistoryPage() {
  const { ref } = route.useParams()
  return (
    <ArtistFrame at={ref} page="History">
      {(artist) => <History artist={artist} />}
    </ArtistFrame>
  )
}

function History({ artist }: { artist: ArtistDetail }) {
  const accept = useArtistChange(artist.slug)
  const mayUndo = artist.abilities.includes('edit')
  return (
    <Section title="History" intro={INTRO} telling={useTelling()}>
      <HistoryList
        query={artistHistoryQuery(artist.id)}
        names={ARTIST_FIELDS}
        onUndo={mayUndo ? (act) => undoArtistAct(artist.id, act) : undefined}
        onUndone={accept}
      />
    </Section>
  )
}
