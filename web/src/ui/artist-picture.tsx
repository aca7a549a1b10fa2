/** The picture of an artist; without one, the first letter of the name. */
import type { Artist } from '@/api/types'

import { Sleeve } from './sleeve'

interface ArtistPictureProps {
  artist: Pick<Artist, 'name' | 'image' | 'id'>
  /** Rendered width in CSS pixels, for choosing the image. */
  width: number
  /** Empty where the name stands beside it. */
  alt?: string
  className?: string
}

export function ArtistPicture({ artist, width, alt = '', className = '' }: ArtistPictureProps) {
  const { id, name, image } = artist
  if (image)
    return <Sleeve cover={image} seed={id} width={width} alt={alt} className={className} isEager />
  return (
    <span
      aria-hidden="true"
      className={`grid aspect-square place-items-center rounded-sleeve bg-signal text-5xl font-bold text-on-signal ${className}`}
    >
      {[...name][0]?.toUpperCase()}
    </span>
  )
}
