/** Icons of the rows of tracks, in the grid of the icon set. */
const DOTS = {
  more: ['5 12', '12 12', '19 12'],
  grip: ['9 6', '15 6', '9 12', '15 12', '9 18', '15 18'],
}

const dotted = (dots: string[]) =>
  function Icon({ size = 22 }: { size?: number }) {
    return (
      <svg viewBox="0 0 24 24" width={size} height={size} fill="currentColor" aria-hidden="true">
        {dots.map((dot) => {
          const [x, y] = dot.split(' ')
          return <circle key={dot} cx={x} cy={y} r="1.7" />
        })}
      </svg>
    )
  }

export const MoreIcon = dotted(DOTS.more)
export const GripIcon = dotted(DOTS.grip)
