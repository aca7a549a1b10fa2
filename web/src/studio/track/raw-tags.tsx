/** All that the track's file says of itself, also what Segue has no field for. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { type RawTags, rawTagsQuery } from '@/api/track-edits'
import type { Track } from '@/api/types'
import { Loaded } from '@/ui/loaded'

import { rowsOf } from './raw-tag-rows'

export function RawTagsTable({ track }: { track: Track }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-medium text-ink2 underline underline-offset-4 hover:text-ink">
        Tags in the file
      </summary>
      {isOpen && <Tags track={track} />}
    </details>
  )
}

function Tags({ track }: { track: Track }) {
  const tags = useQuery(rawTagsQuery(track.id))
  return (
    <Loaded query={tags} bone="h-24">
      {(found) => <Table tags={found} />}
    </Loaded>
  )
}

function Table({ tags }: { tags: RawTags }) {
  const rows = rowsOf(tags.fields)
  if (rows.length === 0) return <p className="text-ink2">The file has no tags.</p>
  return (
    <table className="w-full table-fixed text-start text-sm">
      <caption className="pb-2 text-start text-ink2">
        {tags.format ? `As the file has them (${tags.format}).` : 'As the file has them.'}
      </caption>
      <thead>
        <tr className="border-b border-line-strong">
          <th scope="col" className="w-2/5 py-1 pe-3 text-start sm:w-1/4">
            Field
          </th>
          <th scope="col" className="py-1 text-start">
            Value
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, values }) => (
          <tr key={name} className="border-b border-line align-top">
            <th scope="row" className="py-1 pe-3 text-start font-medium wrap-anywhere">
              {name}
            </th>
            <td className="py-1 wrap-anywhere whitespace-pre-line" dir="auto">
              {values.join('\n')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
