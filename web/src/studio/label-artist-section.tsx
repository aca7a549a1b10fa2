/** The artists of a label, and asking another one to join. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { getArtist } from '@/api/catalog'
import { joinLabel, type Label, labelArtistsQuery } from '@/api/labels'
import type { Artist } from '@/api/types'
import { Button } from '@/ui/button'
import { Paged } from '@/ui/paged'
import { Section, useTelling } from '@/ui/section'

import { askedWords } from './artist-label-section'
import { AskDialog } from './ask-dialog'
import { EndLabel } from './end-label'
import { useTeamChange } from './use-team-change'

export function LabelArtistSection({ label }: { label: Label }) {
  const telling = useTelling()
  const refresh = useTeamChange()
  const artists = useInfiniteQuery(labelArtistsQuery(label.slug))
  const [isAsking, setIsAsking] = useState(false)
  const mayDecide = label.abilities.includes('manage_team')
  const ask = async (ref: string) => {
    const artist = await getArtist(ref)
    const joined = await joinLabel(label.slug, artist.id)
    setIsAsking(false)
    telling.tell(askedWords(artist.name, joined), true)
    await refresh()
  }
  const parted = (name: string) => {
    telling.tell(`${name} is no longer with ${label.name}.`, true)
    void refresh()
  }
  return (
    <Section title="Artists" telling={telling}>
      <Paged query={artists} empty="No artist is with this label yet. Ask the first.">
        {(items) => (
          <ul aria-label="Artists" className="border-t border-line">
            {items.map((artist) => (
              <ArtistRow
                key={artist.id}
                artist={artist}
                label={label}
                mayDecide={mayDecide}
                onParted={parted}
              />
            ))}
          </ul>
        )}
      </Paged>
      {mayDecide && (
        <Button look="outline" className="self-start" onClick={() => setIsAsking(true)}>
          Ask an artist…
        </Button>
      )}
      {isAsking && <AskArtist onAsk={ask} onClose={() => setIsAsking(false)} />}
    </Section>
  )
}

interface ArtistRowProps {
  artist: Artist
  label: Label
  mayDecide: boolean
  onParted: (name: string) => void
}

function ArtistRow({ artist, label, mayDecide, onParted }: ArtistRowProps) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 border-b border-line py-1">
      <Link
        to="/artist/$ref"
        params={{ ref: artist.slug }}
        className="min-h-6 font-semibold wrap-anywhere hover:underline"
      >
        <bdi>{artist.name}</bdi>
      </Link>
      {mayDecide && (
        <Button
          look="quiet"
          className="-mx-3 px-3 text-bad! sm:mx-0"
          aria-label={`Let ${artist.name} go`}
          onClick={() => setIsAsking(true)}
        >
          Let go
        </Button>
      )}
      {isAsking && (
        <EndLabel
          artist={artist}
          label={label}
          verb="Let go"
          onDone={onParted}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </li>
  )
}

interface AskArtistProps {
  onAsk: (ref: string) => Promise<void>
  onClose: () => void
}

const AskArtist = (props: AskArtistProps) => (
  <AskDialog
    title="Ask an artist"
    about="When one of its owners accepts, the artist is with the label."
    label="Address of the artist"
    hint="The link of the artist’s page, or the last part of it."
    {...props}
  />
)
