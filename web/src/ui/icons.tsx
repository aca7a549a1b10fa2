/** The icon set: 24 px grid, 1.75 stroke, filled when on; always hidden from screen readers. */
import type { ReactNode } from 'react'

interface IconProps {
  size?: number
  className?: string
}

const stroked = (shape: ReactNode) =>
  function Icon({ size = 22, className }: IconProps) {
    return (
      <svg
        viewBox="0 0 24 24"
        width={size}
        height={size}
        className={className}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {shape}
      </svg>
    )
  }

const filled = (shape: ReactNode) =>
  function Icon({ size = 22, className }: IconProps) {
    return (
      <svg
        viewBox="0 0 24 24"
        width={size}
        height={size}
        className={className}
        fill="currentColor"
        aria-hidden="true"
      >
        {shape}
      </svg>
    )
  }

export const HomeIcon = stroked(<path d="M4 11.2 12 4l8 7.2V20h-5.5v-5.5h-5V20H4z" />)
export const StudioIcon = stroked(<path d="M4 4v16h16M8.5 16v-4M12.5 16V8M16.5 16v-6" />)
export const UploadIcon = stroked(
  <path d="M12 15.5V4.5m0 0L7.5 9M12 4.5 16.5 9M4.5 15v4.5h15V15" />,
)
export const VolumeIcon = stroked(
  <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9.2a4 4 0 0 1 0 5.6M18 6.7a7.5 7.5 0 0 1 0 10.6" />,
)
export const MutedIcon = stroked(<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5m0-5-5 5" />)
export const LyricsIcon = stroked(
  <path d="M4 6h10M4 11h7M4 16h5M15 17.5a2.25 2.25 0 1 1-4.5 0 2.25 2.25 0 0 1 4.5 0Zm0 0V9l5-1.5v3L15 12" />,
)
export const CloseIcon = stroked(<path d="m6 6 12 12M18 6 6 18" />)
export const WarningIcon = stroked(<path d="M12 4 2.8 19.5h18.4zM12 10v4.5m0 2.6v.1" />)
export const NoteIcon = stroked(
  <path d="M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Zm0-9.5v5m0-8.1v.1" />,
)
export const UserIcon = stroked(
  <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20a7.5 7.5 0 0 1 15 0" />,
)
export const KeyIcon = stroked(
  <path d="M8 15.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm4-4h8.5v3.5m-4-3.5v2.5" />,
)
export const RingIcon = stroked(<path d="M12 3.5a8.5 8.5 0 1 1-8.5 8.5" />)

export const PlayIcon = filled(<path d="M7.5 4.8v14.4L19.2 12z" />)
export const PauseIcon = filled(<path d="M7 5h3.6v14H7zM13.4 5H17v14h-3.6z" />)
export const NextIcon = filled(<path d="M5 5.2v13.6L15.5 12zM16.5 5H19v14h-2.5z" />)
export const PreviousIcon = filled(<path d="M19 5.2v13.6L8.5 12zM5 5h2.5v14H5z" />)

export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="6" className="fill-spot" />
      <g fill="none" strokeWidth="2.5" strokeLinecap="round">
        <path d="M7 13v6M11.5 9v14M16 12v8M20.5 6v20" className="stroke-on-spot" />
        <path d="M25 13v6" className="stroke-signal" />
      </g>
    </svg>
  )
}
