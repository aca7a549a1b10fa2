/** One of two tracks with the same sound. */
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import type { DuplicateSide } from '@/api/duplicates'
import { trackQuery } from '@/api/queries'
import { usePlayer } from '@/player/react'
import { Button } from '@/ui/button'
import { PlayIcon } from '@/ui/icons'
import { When } from '@/ui/when'

import { formatOf, lengthOf, sizeOf } from './side-facts'

interface SideViewProps {
  /** "Earlier" or "Later". */
  word: string
  side: DuplicateSide
  /** Absent where nothing can be decided. */
  onKeep?: () => void
}

export function SideView({ word, side, onKeep }: SideViewProps) {
  const { title, artist, release, file_name: file, place, added_at: at } = side
  return (
    <section
      aria-label={`${word} track`}
      className="flex min-w-0 flex-col gap-3 rounded-card border border-line p-4"
    >
      <p className="text-sm text-ink2">
        {word}, added <When at={at} isDay />
      </p>
      <h3 className="text-lg font-semibold wrap-anywhere">
        <Link to="/studio/tracks/$id" params={{ id: side.track_id }} className="hover:underline">
          <bdi>{title}</bdi>
        </Link>
      </h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        <Fact name="Release">
          <Link
            to="/studio/releases/$id"
            params={{ id: release.id }}
            className="font-medium underline"
          >
            <bdi>{release.title}</bdi>
          </Link>
        </Fact>
        <Fact name="Artist">
          <bdi>{artist.name}</bdi>
        </Fact>
        <Fact name="Format">{formatOf(side)}</Fact>
        <Fact name="Length">{lengthOf(side)}</Fact>
        <Fact name="Size">{sizeOf(side)}</Fact>
        <Fact name="File">
          <bdi>{file}</bdi>
        </Fact>
        {place && (
          <Fact name="Lies at">
            <bdi>{place}</bdi>
          </Fact>
        )}
      </dl>
      <div className="mt-auto flex flex-wrap gap-2">
        <Listen side={side} />
        {onKeep && (
          <Button
            look="outline"
            aria-label={`Keep only the ${word.toLowerCase()} track`}
            onClick={onKeep}
          >
            Keep only this
          </Button>
        )}
      </div>
    </section>
  )
}

const Fact = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <>
    <dt className="text-ink2">{name}</dt>
    <dd className="wrap-anywhere">{children}</dd>
  </>
)

function Listen({ side }: { side: DuplicateSide }) {
  const player = usePlayer()
  const client = useQueryClient()
  if (side.state !== 'ready' && side.state !== 'on_demand') return null
  const play = async () => player.playTracks([await client.fetchQuery(trackQuery(side.track_id))])
  return (
    <Button look="outline" aria-label={`Listen to ${side.title}`} onClick={() => void play()}>
      <PlayIcon size={18} />
      Listen
    </Button>
  )
}
