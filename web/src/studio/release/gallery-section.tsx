/** Pictures beside the cover: added, put in order, captioned, removed. */
import { addPicture, arrangeGallery, removePicture } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import { useReleaseChange } from '@/studio/use-release'

import { versionOf } from './edited-release'
import { GalleryEditor } from './gallery-editor'

const INTRO =
  'A booklet’s pages, photographs: shown below the tracks. The center square of each is shown. With Alt and the arrow keys up and down a picture moves, too.'

export function GallerySection({ release }: { release: ReleaseDetail }) {
  const { id, gallery } = release
  const version = versionOf(release)
  return (
    <GalleryEditor
      intro={INTRO}
      gallery={{
        ...useReleaseChange(id),
        ...{ pictures: gallery, version },
        add: (image) => addPicture(id, image),
        arrange: (pictures, on) => arrangeGallery(id, pictures, on),
        remove: (picture) => removePicture(id, picture, version),
      }}
    />
  )
}
