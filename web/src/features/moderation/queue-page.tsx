/** The moderators' queue: one entry for each thing that was reported, with keys to go through it. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useRef, useState } from 'react'

import { casesQuery } from '@/api/cases'
import { Button } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { Paged } from '@/ui/paged'
import { KINDS, reasonOptions } from '@/ui/report-words'
import { SelectField } from '@/ui/select-field'

import { CaseEntry } from './case-entry'
import { emptyWords, filterOf, type QueueSearch, SHOWN } from './filter'
import { OpenCaseDialog } from './open-case-dialog'
import { useListKeys } from './use-list-keys'

const route = getRouteApi('/operator/reports')

export function QueuePage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const cases = useInfiniteQuery(casesQuery(filterOf(search)))
  const list = useRef<HTMLUListElement>(null)
  const [isOpening, setIsOpening] = useState(false)
  useListKeys(list)
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="flex flex-col gap-2">
          <Heading title="Reports">Reports</Heading>
          <p className="max-w-[60ch] text-ink2">
            What people and visitors reported, one entry for each thing.{' '}
            <span className="max-md:hidden">J and K go through them, Enter opens one.</span>
          </p>
        </div>
        <Button look="outline" onClick={() => setIsOpening(true)}>
          Decide without a report…
        </Button>
      </header>
      <Filter
        search={search}
        onFilter={(change) => void navigate({ search: { ...search, ...change }, replace: true })}
      />
      <Paged query={cases} empty={emptyWords(search)}>
        {(items) => (
          <ul ref={list} aria-label="Reports" className="border-t border-line">
            {items.map((each) => (
              <CaseEntry key={each.id} of={each} />
            ))}
          </ul>
        )}
      </Paged>
      {isOpening && <OpenCaseDialog onClose={() => setIsOpening(false)} />}
    </>
  )
}

interface FilterProps {
  search: QueueSearch
  onFilter: (change: QueueSearch) => void
}

const kindChoices: [string, string][] = [['', 'Everything'], ...Object.entries(KINDS)]
const reasonChoices: [string, string][] = [['', 'Any'], ...reasonOptions]

function Filter({ search: { show = '', kind = '', reason = '' }, onFilter }: FilterProps) {
  return (
    <div role="search" aria-label="Reports" className="grid gap-3 sm:grid-cols-3">
      <SelectField
        label="Show"
        name="show"
        options={SHOWN}
        value={show}
        onChange={({ currentTarget }) => onFilter({ show: currentTarget.value || undefined })}
      />
      <SelectField
        label="About"
        name="kind"
        options={kindChoices}
        value={kind}
        onChange={({ currentTarget }) => onFilter({ kind: currentTarget.value || undefined })}
      />
      <SelectField
        label="Reason"
        name="reason"
        options={reasonChoices}
        value={reason}
        onChange={({ currentTarget }) => onFilter({ reason: currentTarget.value || undefined })}
      />
    </div>
  )
}
