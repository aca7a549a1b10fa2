/** The picture of an artist in lists and on top of the page: chosen, shown, removed. */
import { useMutation } from '@tanstack/react-query'

import { removeArtistImage, setArtistImage } from '@/api/artist-profile'
import { messageOf } from '@/api/problem'
import type { ArtistDetail } from '@/api/types'
import { ArtistPicture } from '@/ui/artist-picture'
import { Button } from '@/ui/button'
import { FormError } from '@/ui/field'
import { Section, useTelling } from '@/ui/section'

import { PictureInput } from '@/studio/release/picture-input'
import { useArtistChange } from './use-artist-change'

const INTRO = 'JPEG, PNG or WebP, up to 20 MB. Its center square is shown.'

export function PictureSection({ artist }: { artist: ArtistDetail }) {
  const telling = useTelling()
  const accept = useArtistChange(artist.slug)
  const change = useMutation({
    mutationFn: (image: File | null) => {
      telling.tell('')
      return image ? setArtistImage(artist.id, image) : removeArtistImage(artist.id)
    },
    onSuccess: (answer, image) => {
      accept(answer)
      if (image) telling.tell('This is the picture now.')
      else telling.tell('The picture is removed. The history can bring it back.', true)
    },
  })
  return (
    <Section title="Picture" intro={INTRO} telling={telling}>
      <div className="flex flex-wrap items-center gap-5">
        <ArtistPicture
          artist={artist}
          width={144}
          alt={`Picture of ${artist.name}`}
          className="w-36"
        />
        <div className="flex flex-wrap gap-2">
          <PictureInput
            label={artist.image ? 'Change the picture' : 'Add a picture'}
            disabled={change.isPending}
            onChoose={([image]) => image && change.mutate(image)}
          />
          {artist.image && (
            <Button look="quiet" disabled={change.isPending} onClick={() => change.mutate(null)}>
              Remove picture
            </Button>
          )}
        </div>
      </div>
      <p role="status" className="text-sm text-ink3">
        {change.isPending ? (change.variables ? 'Making the picture…' : 'Removing it…') : ''}
      </p>
      {change.error && <FormError>{messageOf(change.error)}</FormError>}
    </Section>
  )
}
