/** Pictures on an artist's page: added, put in order, captioned, removed. */
import { useQueryClient } from '@tanstack/react-query'

import { addArtistPicture, arrangeArtistGallery, removeArtistPicture } from '@/api/artist-profile'
import { artistQuery } from '@/api/queries'
import type { ArtistDetail } from '@/api/types'

import { GalleryEditor } from '@/studio/release/gallery-editor'
import { useArtistChange } from './use-artist-change'

const INTRO =
  'Photographs, up to 50: shown on the artist’s page, the center square of each. With Alt and the arrow keys up and down a picture moves, too.'

export function GallerySection({ artist }: { artist: ArtistDetail }) {
  const { id, slug, gallery, version } = artist
  const client = useQueryClient()
  const accept = useArtistChange(slug)
  return (
    <GalleryEditor
      intro={INTRO}
      gallery={{
        ...{ pictures: gallery, version, accept },
        refresh: () => void client.invalidateQueries({ queryKey: artistQuery(slug).queryKey }),
        add: (image) => addArtistPicture(id, image),
        arrange: (pictures, on) => arrangeArtistGallery(id, pictures, on),
        remove: (picture) => removeArtistPicture(id, picture),
      }}
    />
  )
}
