/** A cover in its sleeve; without a cover, a print drawn from the release's own name. */
import type { Cover } from '@/api/types'

import { drawPrint } from './print'

interface SleeveProps {
  cover: Cover | null
  /** Decides the drawing when there is no cover. */
  seed: string
  /** Rendered width in CSS pixels, for choosing the image. */
  width: number
  /** Empty when the title stands beside it. */
  alt?: string
  className?: string
  isEager?: boolean
}

type Urls = Pick<Cover, 'url_256' | 'url_512' | 'url_1024'>

const sources = (urls: Urls): string =>
  `${urls.url_256} 256w, ${urls.url_512} 512w, ${urls.url_1024} 1024w`

/** What stands there until the image does. Without colors it is no value, and the paper shows. */
const placeholder = ({ gradient }: Cover) => ({
  background: `linear-gradient(135deg,${gradient.join()})`,
})

export function Sleeve({ cover, seed, width, alt = '', className = '', isEager }: SleeveProps) {
  const sizes = `${width}px`
  return (
    <div
      className={`sleeve aspect-square ${className}`}
      style={cover ? placeholder(cover) : undefined}
    >
      {cover ? (
        <picture className="contents">
          {(['avif', 'webp'] as const).map((format) => {
            const urls = cover[format]
            return (
              urls && (
                <source
                  key={format}
                  type={`image/${format}`}
                  srcSet={sources(urls)}
                  sizes={sizes}
                />
              )
            )
          })}
          <img
            src={cover.url_512}
            srcSet={sources(cover)}
            sizes={sizes}
            width={width}
            height={width}
            alt={alt}
            loading={isEager ? 'eager' : 'lazy'}
            decoding="async"
            className="size-full object-cover"
          />
        </picture>
      ) : (
        <Print seed={seed} />
      )}
    </div>
  )
}

function Print({ seed }: { seed: string }) {
  const { hue, bands, disc } = drawPrint(seed)
  return (
    <svg viewBox="0 0 100 100" className="size-full" aria-hidden="true">
      <rect width="100" height="100" fill={`oklch(.86 .06 ${hue})`} />
      <circle cx={disc.x} cy={disc.y} r={disc.r} fill={`oklch(.66 .15 ${hue + 150})`} />
      <g fill="none" stroke={`oklch(.4 .12 ${hue})`} style={{ mixBlendMode: 'multiply' }}>
        {bands.map((band) => (
          <path key={band.d} d={band.d} strokeWidth={band.width} />
        ))}
      </g>
    </svg>
  )
}
