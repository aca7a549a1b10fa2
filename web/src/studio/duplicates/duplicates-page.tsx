/** Tracks with the same sound, side by side, to decide: nothing goes by itself. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { DUPLICATES_KEY, duplicatesQuery } from '@/api/duplicates'
import { keys } from '@/api/queries'
import { Button } from '@/ui/button'
import { Paged } from '@/ui/paged'
import { Section, useTelling } from '@/ui/section'

import { StudioHeader } from '@/studio/studio-header'
import { PairRow } from './pair-row'

const INTRO =
  'Pairs among the tracks of all your artists that are the same file, or sound the same. Nothing is removed until you decide.'

const EMPTY = {
  open: 'No two of your tracks are the same. New pairs appear here once their files are read.',
  decided: 'No pair was decided to stay. Pairs of which both stay are shown here.',
}

export function DuplicatesPage() {
  const [isDecided, setIsDecided] = useState(false)
  const pairs = useInfiniteQuery(duplicatesQuery(isDecided))
  const telling = useTelling()
  const client = useQueryClient()
  const decided = (words: string) => {
    telling.tell(words, true)
    for (const queryKey of [[DUPLICATES_KEY], keys.release, keys.releases, keys.track])
      void client.invalidateQueries({ queryKey })
  }
  return (
    <div className="flex flex-col gap-6">
      <StudioHeader
        back={
          <Link to="/studio" className="font-medium hover:underline">
            Artist studio
          </Link>
        }
        title="Duplicates"
        heading="Duplicates"
      />
      <Section title={isDecided ? 'Both stay' : 'To decide'} intro={INTRO} telling={telling}>
        <Filter isDecided={isDecided} onChange={setIsDecided} />
        <Paged query={pairs} empty={isDecided ? EMPTY.decided : EMPTY.open}>
          {(items) => (
            <ul aria-label="Pairs, newest first" className="border-t border-line">
              {items.map((pair) => (
                <PairRow key={pair.id} pair={pair} onDecided={decided} />
              ))}
            </ul>
          )}
        </Paged>
      </Section>
    </div>
  )
}

interface FilterProps {
  isDecided: boolean
  onChange: (isDecided: boolean) => void
}

const Filter = ({ isDecided, onChange }: FilterProps) => (
  <div role="group" aria-label="Show" className="flex flex-wrap gap-2">
    <Button
      look="outline"
      aria-pressed={!isDecided}
      className={CHOICE}
      onClick={() => onChange(false)}
    >
      To decide
    </Button>
    <Button
      look="outline"
      aria-pressed={isDecided}
      className={CHOICE}
      onClick={() => onChange(true)}
    >
      Both stay
    </Button>
  </div>
)

const CHOICE = 'aria-pressed:border-spot aria-pressed:bg-spot-soft'
