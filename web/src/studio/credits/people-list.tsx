/** The rows of a form of credits; the focus goes along with a row that moves. */
import { useEffect, useRef, useState } from 'react'

import { Button } from '@/ui/button'

import { changed, MAX_PEOPLE, type Person, type PersonError, stepped, withNew } from './people'
import { PersonRow } from './person-row'

interface PeopleListProps {
  people: Person[]
  errors: Record<string, PersonError>
  onChange: (people: Person[]) => void
}

const rowOf = (key: string) => `[data-row="${key}"]`

export const focusRow = (form: HTMLElement, key: string) =>
  form.querySelector<HTMLElement>(`${rowOf(key)} input`)?.focus()

export function PeopleList({ people, errors, onChange }: PeopleListProps) {
  const list = useRef<HTMLDivElement>(null)
  const goal = useRef<HTMLElement | string | null>(null)
  const [told, setTold] = useState('')
  useEffect(() => {
    const to = goal.current
    goal.current = null
    if (typeof to === 'string') list.current?.querySelector<HTMLElement>(to)?.focus()
    else to?.focus()
  }, [people])
  const change = (next: Person[], focus: typeof goal.current, words: string) => {
    goal.current = focus
    setTold(words)
    onChange(next)
  }
  const add = () => {
    const next = withNew(people)
    change(next, `${rowOf(next.at(-1)?.key ?? '')} input`, '')
  }
  const remove = ({ key, name }: Person) =>
    change(
      people.filter((person) => person.key !== key),
      '[data-add]',
      `${name.trim() || 'The row'} is removed.`,
    )
  const move = ({ key }: Person, by: -1 | 1) => {
    const next = stepped(people, key, by)
    if (next === people) return
    const place = next.findIndex((person) => person.key === key)
    change(next, document.activeElement as HTMLElement, `Moved to ${place + 1} of ${next.length}.`)
  }
  return (
    <div ref={list} className="flex flex-col gap-4">
      <p role="status" className="sr-only">
        {told}
      </p>
      {people.length === 0 && <p className="text-ink2">Nobody is credited yet.</p>}
      {people.length > 0 && (
        <ol className="flex flex-col gap-5">
          {people.map((person, place) => (
            <PersonRow
              key={person.key}
              person={person}
              place={place}
              count={people.length}
              error={errors[person.key] ?? {}}
              onChange={(part) => onChange(changed(people, person.key, part))}
              onMove={(by) => move(person, by)}
              onRemove={() => remove(person)}
            />
          ))}
        </ol>
      )}
      {people.length < MAX_PEOPLE && (
        <Button data-add look="outline" className="self-start" onClick={add}>
          Add a person
        </Button>
      )}
    </div>
  )
}
