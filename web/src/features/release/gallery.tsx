/** The pictures of a release besides its cover. */
import type { ReleaseDetail } from '@/api/types'

export function Gallery({ release: { gallery, title } }: { release: ReleaseDetail }) {
  if (gallery.length === 0) return null
  return (
    <section aria-labelledby="gallery" className="flex flex-col gap-3 border-t border-line pt-6">
      <h2 id="gallery" className="text-lg font-bold">
        Gallery
      </h2>
      <ul className="grid grid-cols-2 gap-4 sm:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))]">
        {gallery.map(({ id, caption, image }, i) => (
          <li key={id}>
            <figure className="flex flex-col gap-2">
              <a href={image.url_1024} target="_blank" rel="noopener">
                <img
                  src={image.url_512}
                  alt={caption || `Picture ${i + 1} of ${title}`}
                  width={512}
                  height={512}
                  loading="lazy"
                  className="aspect-square w-full rounded-sleeve object-cover"
                />
                <span className="sr-only"> (opens in a new tab)</span>
              </a>
              {caption && (
                <figcaption dir="auto" className="text-sm text-ink2 wrap-anywhere">
                  {caption}
                </figcaption>
              )}
            </figure>
          </li>
        ))}
      </ul>
    </section>
  )
}
