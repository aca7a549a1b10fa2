/** The trees of genres and moods: what the names in music mean here. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { type Genre, type GenreKind, genreNamesQuery } from '@/api/genre-curation'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { Heading } from '@/ui/heading'
import { Loaded } from '@/ui/loaded'
import { Section, useTelling } from '@/ui/section'
import { SelectField } from '@/ui/select-field'

import { type GenreAct, GenreDialogs } from './genre-dialogs'
import { GenreList } from './genre-list'
import { treeOf, unplaced } from './genre-tree'
import { NOUNS } from './genre-words'

const KINDS: [GenreKind, string][] = [
  ['genre', 'Genres'],
  ['mood', 'Moods'],
]

export function GenresPage() {
  const names = useQuery(genreNamesQuery)
  return (
    <>
      <header className="flex flex-col gap-2">
        <Heading title="Genres and moods">Genres and moods</Heading>
        <p className="max-w-[60ch] text-ink2">
          What listeners browse by. Names that files bring stand below until somebody places them,
          or merges them into one that is there.
        </p>
      </header>
      <Loaded query={names} bone="h-80">
        {(all) => <Curation all={all} />}
      </Loaded>
    </>
  )
}

function Curation({ all }: { all: Genre[] }) {
  const client = useQueryClient()
  const telling = useTelling()
  const [kind, setKind] = useState<GenreKind>('genre')
  const [search, setSearch] = useState('')
  const [act, setAct] = useState<GenreAct>()
  const { many } = NOUNS[kind]
  const tree = treeOf(all, kind)
  const rest = unplaced(all, kind)
  const done = (words: string) => {
    setAct(undefined)
    telling.tell(words, true)
    for (const key of ['genre-names', 'genres']) void client.invalidateQueries({ queryKey: [key] })
  }
  return (
    <>
      <div role="search" aria-label="Genres" className="grid gap-3 sm:grid-cols-[12rem_1fr]">
        <SelectField
          label="Show"
          name="kind"
          options={KINDS}
          value={kind}
          onChange={({ currentTarget }) => setKind(currentTarget.value as GenreKind)}
        />
        <Field
          label="Name or spelling"
          name="search"
          type="search"
          autoComplete="off"
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      </div>
      <Section title={`The tree of ${many}`} telling={telling}>
        <Button look="outline" className="self-start" onClick={() => setAct({ act: 'add' })}>
          Add a {kind}…
        </Button>
        <GenreList branches={tree} search={search} onAct={setAct} />
      </Section>
      {rest.length > 0 && <Unplaced {...{ rest, search, many }} onAct={setAct} />}
      {act && (
        <GenreDialogs {...{ act, kind, tree }} onDone={done} onClose={() => setAct(undefined)} />
      )}
    </>
  )
}

interface UnplacedProps {
  rest: Genre[]
  search: string
  many: string
  onAct: (act: GenreAct) => void
}

function Unplaced({ rest, search, many, onAct }: UnplacedProps) {
  const telling = useTelling()
  return (
    <Section
      title="Names nobody has placed"
      intro={`They came with public music. Place each among the ${many}, or merge it.`}
      telling={telling}
    >
      <GenreList
        branches={rest.map((genre) => ({ genre, below: [] }))}
        search={search}
        onAct={onAct}
      />
    </Section>
  )
}
