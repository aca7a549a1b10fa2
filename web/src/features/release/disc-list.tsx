/** The tracks of a release, disc by disc where it has several. */
import type { ReleaseDetail, Track } from '@/api/types'
import { TrackList } from '@/ui/track-list'

export function DiscList({ release }: { release: ReleaseDetail }) {
  const { tracks, title, disc_titles } = release
  const discs = new Map<number, Track[]>()
  for (const track of tracks)
    discs.set(track.disc_number, [...(discs.get(track.disc_number) ?? []), track])
  if (discs.size < 2) return <TrackList tracks={tracks} label={`Tracks of ${title}`} />
  return [...discs].map(([disc, ofDisc]) => (
    <Disc key={disc} {...{ disc, title: disc_titles[disc], tracks: ofDisc, all: tracks }} />
  ))
}

interface DiscProps {
  disc: number
  title: string | undefined
  tracks: Track[]
  all: Track[]
}

function Disc({ disc, title, tracks, all }: DiscProps) {
  const id = `disc-${disc}`
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <h2 id={id} className="text-lg font-bold wrap-anywhere">
        Disc {disc}
        {title && (
          <>
            : <bdi>{title}</bdi>
          </>
        )}
      </h2>
      <TrackList tracks={tracks} label={`Tracks of disc ${disc}`} all={all} />
    </section>
  )
}
