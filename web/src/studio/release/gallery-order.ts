/** The order and captions of a gallery while they are being changed. */
import type { Picture } from '@/api/releases'
import type { Values } from '@/studio/editing/use-draft'

/** Captions by the pictures' ids, and the ids in their order. */
export const galleryValues = (gallery: Picture[]): Values => ({
  ...Object.fromEntries(gallery.map(({ id, caption }) => [id, caption])),
  order: gallery.map(({ id }) => id).join(' '),
})

/** Those that are there, as they are to be: new ones last. */
export function arranged(gallery: Picture[], { order = '', ...captions }: Values): Picture[] {
  const places = order.split(' ')
  const placeOf = ({ id }: Picture) =>
    places.includes(id) ? places.indexOf(id) : Number.MAX_SAFE_INTEGER
  return [...gallery]
    .sort((one, other) => placeOf(one) - placeOf(other))
    .map((picture) => ({ ...picture, caption: captions[picture.id] ?? picture.caption }))
}

/** The order after one of them went `by` places further. */
export function moved(pictures: Picture[], id: string, by: number): string {
  const ids = pictures.map((picture) => picture.id)
  const from = ids.indexOf(id)
  const to = Math.min(ids.length - 1, Math.max(0, from + by))
  ids.splice(to, 0, ...ids.splice(from, 1))
  return ids.join(' ')
}
