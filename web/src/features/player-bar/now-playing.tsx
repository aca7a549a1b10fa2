/** Sleeve, title and artist of what plays. */
import { Link } from '@tanstack/react-router'

import { usePlayerState } from '@/player/react'
import { Sleeve } from '@/ui/sleeve'

export function NowPlaying() {
  const track = usePlayerState((state) => state.track)
  if (!track) return null
  return (
    <div className="relative flex min-w-0 flex-1 items-center gap-4">
      <Sleeve
        cover={track.cover}
        seed={track.release.id}
        width={56}
        className="w-11 shrink-0 [--edge:3px] md:w-14"
      />
      <div className="min-w-0">
        <Link
          to="/track/$ref"
          params={{ ref: track.slug }}
          className="block truncate font-semibold hover:underline max-md:after:absolute max-md:after:inset-0"
        >
          <bdi>{track.title}</bdi>
        </Link>
        <Link
          to="/artist/$ref"
          params={{ ref: track.artist.slug }}
          className="block min-h-6 truncate text-sm text-ink2 hover:underline max-md:hidden"
        >
          <bdi>{track.artist.name}</bdi>
        </Link>
        <span className="block truncate text-sm text-ink2 md:hidden">
          <bdi>{track.artist.name}</bdi>
        </span>
      </div>
    </div>
  )
}
