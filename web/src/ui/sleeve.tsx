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

const sources = (cover: Cover): string =>
  `${cover.url_256} 256w, ${cover.url_512} 512w, ${cover.url_1024} 1024w`

export function Sleeve({ cover, seed, width, alt = '', className = '', isEager }: SleeveProps) {
  return (
    <div className={`sleeve aspect-square ${className}`}>
      {cover ? (
        <img
          src={cover.url_512}
          srcSet={sources(cover)}
          sizes={`${width}px`}
          width={width}
          height={width}
          alt={alt}
          loading={isEager ? 'eager' : 'lazy'}
          decoding="async"
          className="size-full object-cover"
        />
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
