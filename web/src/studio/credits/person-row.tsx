/** One person of a form of credits: the name and where it leads, what they did, and what more there is to say. */
import { type KeyboardEvent } from 'react'

import type { CreditRole } from '@/api/track-edits'
import { Button } from '@/ui/button'
import { Combobox } from '@/ui/combobox'
import { Field } from '@/ui/field'

import type { Person, PersonError } from './people'
import { RoleChoice } from './role-choice'
import { RowActs } from './row-acts'
import { useKnownArtists } from './use-known-artists'

interface PersonRowProps {
  person: Person
  place: number
  count: number
  error: PersonError
  onChange: (part: Partial<Person>) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

const STEPS: Record<string, -1 | 1> = { ArrowUp: -1, ArrowDown: 1 }

export function PersonRow(props: PersonRowProps) {
  const { person, place, count, error, onChange, onMove, onRemove } = props
  const name = person.name.trim() || `person ${place + 1}`
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.altKey && STEPS[event.key]
    if (!by) return
    event.preventDefault()
    onMove(by)
  }
  return (
    <li
      aria-label={name}
      data-row={person.key}
      onKeyDown={onKeyDown}
      className="flex flex-col gap-3 border-b border-line pb-3"
    >
      <NameField person={person} error={error.name} onChange={onChange} />
      <RoleChoice
        name={name}
        value={person.roles}
        error={error.roles}
        onChange={(roles: CreditRole[]) => onChange({ roles })}
      />
      <Field
        label="Detail"
        name={`detail-${person.key}`}
        hint="Such as the instrument."
        dir="auto"
        value={person.detail}
        maxLength={100}
        autoComplete="off"
        onChange={({ currentTarget: { value } }) => onChange({ detail: value })}
      />
      <RowActs
        what={name}
        isFirst={place === 0}
        isLast={place === count - 1}
        onMove={onMove}
        onRemove={onRemove}
      />
    </li>
  )
}

type NameFieldProps = Pick<PersonRowProps, 'person' | 'onChange'> & { error?: string }

/** A credited name may differ from the name of the page that it leads to. */
function NameField({ person, error, onChange }: NameFieldProps) {
  const known = useKnownArtists(person.artist ? '' : person.name)
  return (
    <div className="flex flex-col gap-1.5">
      <Combobox
        label="Name"
        text={person.name}
        error={error}
        maxLength={200}
        options={known}
        onText={(name) => onChange({ name })}
        onChoose={({ id, name }) => onChange({ name, artist: { id, name } })}
      />
      {person.artist && (
        <p className="flex flex-wrap items-center gap-x-3 text-sm text-ink2">
          <span>
            Leads to the page of <bdi className="font-semibold">{person.artist.name}</bdi>
          </span>
          <Button
            look="quiet"
            className="min-h-9 px-2 text-sm"
            aria-label={`Unlink ${person.artist.name}`}
            onClick={() => onChange({ artist: null })}
          >
            Unlink
          </Button>
        </p>
      )}
    </div>
  )
}
