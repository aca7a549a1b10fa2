/** A QR code, drawn here: what it holds is told to no other server. */
import { useMemo } from 'react'

import { qrMatrix } from './matrix'

/** The standard wants four light modules around a code. */
const QUIET = 4

interface QrCodeProps {
  text: string
  label: string
}

export function QrCode({ text, label }: QrCodeProps) {
  const matrix = useMemo(() => qrMatrix(text), [text])
  if (!matrix) return null
  const size = matrix.length + 2 * QUIET
  const path = matrix
    .flatMap((line, row) =>
      line.flatMap((isDark, column) => (isDark ? `M${column + QUIET} ${row + QUIET}h1v1h-1z` : [])),
    )
    .join('')
  // Dark on light in both themes: many cameras read nothing else.
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="aspect-square w-52 max-w-full rounded-control"
    >
      <path d={`M0 0h${size}v${size}h-${size}z`} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
