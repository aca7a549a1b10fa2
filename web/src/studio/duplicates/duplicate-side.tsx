/** One of two tracks with the same sound. */
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

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
  /** Names of facts in which it is unlike the other one. */
  differences: ReadonlySet<string>
  onKeep: () => void
}

export function SideView({ word, side, differences, onKeep }: SideViewProps) {
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
        <Fact name="Format" isUnlike={differences.has('Format')}>
          {formatOf(side)}
        </Fact>
        <Fact name="Length" isUnlike={differences.has('Length')}>
          {lengthOf(side)}
        </Fact>
        <Fact name="Size" isUnlike={differences.has('Size')}>
          {sizeOf(side)}
        </Fact>
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
        {(side.state === 'ready' || side.state === 'on_demand') && <Listen side={side} />}
        <Button
          look="outline"
          aria-label={`Keep only the ${word.toLowerCase()} track`}
          onClick={onKeep}
        >
          Keep only this
        </Button>
      </div>
    </section>
  )
}

interface FactProps {
  name: string
  isUnlike?: boolean
  children: ReactNode
}

const Fact = ({ name, isUnlike = false, children }: FactProps) => (
  <>
    <dt className="text-ink2">{name}</dt>
    <dd className={`wrap-anywhere ${isUnlike ? 'font-bold' : ''}`}>{children}</dd>
  </>
)

function Listen({ side }: { side: DuplicateSide }) {
  const player = usePlayer()
  const client = useQueryClient()
  const play = async () => player.playTracks([await client.fetchQuery(trackQuery(side.track_id))])
  return (
    <Button look="outline" aria-label={`Listen to ${side.title}`} onClick={() => void play()}>
      <PlayIcon size={18} />
      Listen
    </Button>
  )
}
