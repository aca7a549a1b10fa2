/** Chooses genres or moods: those that Segue knows while one types, others by Enter, each a chip that can be removed. */
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { type GenreName, genresQuery, MAX_STYLES } from '@/api/genres'
import { Combobox } from '@/ui/combobox'

import { Chips } from './chips'
import { familyOf, genreKey, matching } from './genre-match'

interface GenrePickerProps {
  kind: GenreName['kind']
  label: string
  /** Names, the most fitting first. */
  value: string[]
  onChange: (names: string[]) => void
}

/** For a name that is none of those on offer. */
const OTHER = 'other'

const HINTS: Record<GenreName['kind'], string> = {
  genre: 'The most fitting first.',
  mood: 'What it feels like.',
}

export function GenrePicker({ kind, label, value, onChange }: GenrePickerProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const known = useQuery(genresQuery).data ?? []
  const options = optionsOf(
    known.filter((genre) => genre.kind === kind),
    text,
    value,
  )
  const take = (name: string) => {
    setText('')
    const isTaken = value.some((other) => genreKey(other) === genreKey(name))
    if (name.trim() && !isTaken) onChange([...value, name.trim()])
  }
  const remove = (name: string) => {
    onChange(value.filter((other) => other !== name))
    frame.current?.querySelector('input')?.focus()
  }
  return (
    <div ref={frame} className="flex flex-col gap-2">
      {value.length < MAX_STYLES ? (
        <Combobox
          label={label}
          hint={HINTS[kind]}
          text={text}
          maxLength={100}
          options={options}
          isEager
          onText={setText}
          onChoose={({ name }) => take(name)}
          onEnter={() => take(text)}
          onBackspace={() => onChange(value.slice(0, -1))}
        />
      ) : (
        <p className="text-sm text-ink3">{MAX_STYLES} are all that fit. Remove one for another.</p>
      )}
      <Chips label={label} names={value} onRemove={remove} onOrder={onChange} />
    </div>
  )
}

/** The server knows more spellings than the names: what was typed is always on offer. */
function optionsOf(genres: GenreName[], text: string, chosen: string[]) {
  const byId = new Map(genres.map((genre) => [genre.id, genre]))
  const found = matching(genres, text, chosen).map((genre) => ({
    ...{ id: genre.id, name: genre.name, label: genre.name },
    note: familyOf(genre, byId) || undefined,
  }))
  const typed = text.trim()
  const isNamed = genres.some(({ name }) => genreKey(name) === genreKey(typed))
  const other = { id: OTHER, name: typed, label: `Add “${typed}”`, note: undefined }
  return typed && !isNamed ? [...found, other] : found
}
