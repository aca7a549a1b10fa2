/** Who did what, when and why; entries are only added. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'

import { type AuditFilter, auditQuery } from '@/api/moderation'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { Heading } from '@/ui/heading'
import { Paged } from '@/ui/paged'
import { SelectField } from '@/ui/select-field'

import { ACTIONS, filterOf } from './audit'
import { AuditTable } from './audit-table'

export function AuditPage() {
  const [filter, setFilter] = useState<AuditFilter>({})
  const entries = useInfiniteQuery(auditQuery(filter))
  const isEmpty = Object.keys(filter).length === 0
  return (
    <>
      <header className="flex flex-col gap-2">
        <Heading title="Audit log">Audit log</Heading>
        <p className="max-w-[60ch] text-ink2">
          What moderators, operators, teams and this server’s terminal did, newest first. Segue adds
          to it and changes nothing in it.
        </p>
      </header>
      <FilterForm onFilter={setFilter} />
      <Paged
        query={entries}
        empty={isEmpty ? 'Nothing has been done yet.' : 'Nothing matches this filter.'}
      >
        {(items) => <AuditTable entries={items} />}
      </Paged>
    </>
  )
}

const CHOICES: [string, string][] = [['', 'Every act'], ...Object.entries(ACTIONS)]

function FilterForm({ onFilter }: { onFilter: (filter: AuditFilter) => void }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = [...new FormData(event.currentTarget)] as [string, string][]
    onFilter(filterOf(Object.fromEntries(typed)))
  }
  return (
    <form
      role="search"
      aria-label="Audit log"
      onSubmit={submit}
      className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_auto]"
    >
      <SelectField label="Act" name="action" options={CHOICES} />
      <Field
        label="Done by (username or id)"
        name="actor"
        maxLength={100}
        autoComplete="off"
        autoCapitalize="none"
      />
      <Field label="About (id)" name="subject" maxLength={100} autoComplete="off" />
      <Button type="submit" look="outline">
        Filter
      </Button>
    </form>
  )
}
