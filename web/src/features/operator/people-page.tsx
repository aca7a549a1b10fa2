/** The people of this server: finding them, suspending them, giving them a role. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'

import { peopleQuery } from '@/api/moderation'
import { meQuery } from '@/api/queries'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { Heading } from '@/ui/heading'
import { Paged } from '@/ui/paged'
import { Section, useTelling } from '@/ui/section'

import { PersonRow } from './person-row'

export function PeoplePage() {
  const telling = useTelling()
  const me = useQuery(meQuery).data?.user
  const [search, setSearch] = useState('')
  const people = useInfiniteQuery(peopleQuery(search))
  const changed = (words: string) => {
    telling.tell(words)
    void people.refetch()
  }
  if (!me) return null
  return (
    <>
      <Heading title="People">People</Heading>
      <SearchForm isByEmail={me.is_operator} onSearch={setSearch} />
      <Section title={search ? `People like “${search}”` : 'Everybody'} telling={telling}>
        <Paged query={people} empty="Nobody here matches that.">
          {(items) => (
            <ul aria-label="People" className="border-t border-line">
              {items.map((person) => (
                <PersonRow key={person.id} person={person} viewer={me} onChanged={changed} />
              ))}
            </ul>
          )}
        </Paged>
      </Section>
    </>
  )
}

interface SearchFormProps {
  isByEmail: boolean
  onSearch: (search: string) => void
}

function SearchForm({ isByEmail, onSearch }: SearchFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('search')
    onSearch(typeof typed === 'string' ? typed.trim() : '')
  }
  return (
    <form role="search" onSubmit={submit} className="flex max-w-120 items-end gap-2">
      <div className="min-w-0 flex-1">
        <Field
          label={isByEmail ? 'Username or e-mail' : 'Username'}
          name="search"
          type="search"
          maxLength={100}
          autoComplete="off"
          autoCapitalize="none"
        />
      </div>
      <Button type="submit" look="outline">
        Search
      </Button>
    </form>
  )
}
