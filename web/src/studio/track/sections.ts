/** The parts of a track's page, in order. */
import type { ComponentType } from 'react'

import { LyricsSection } from '@/studio/lyrics/lyrics-section'

import { CreditsSection } from './credits-section'
import { DetailsSection } from './details-section'
import type { EditedTrack } from './edited-track'
import { GenresSection } from './genres-section'
import { MasterSection } from './master-section'
import { RemoveSection } from './remove-section'

interface Part {
  /** Its place in the address. */
  id: string
  name: string
  Section: ComponentType<EditedTrack>
}

export const SECTIONS: Part[] = [
  { id: 'details', name: 'Details', Section: DetailsSection },
  { id: 'credits', name: 'Credits', Section: CreditsSection },
  { id: 'genres', name: 'Genres and moods', Section: GenresSection },
  { id: 'lyrics', name: 'Lyrics', Section: LyricsSection },
  { id: 'file', name: 'Sound', Section: MasterSection },
  { id: 'delete', name: 'Delete', Section: RemoveSection },
]
