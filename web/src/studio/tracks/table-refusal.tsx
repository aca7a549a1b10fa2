/** Why a table was refused: what is wrong by row and column, or what others changed since it was given out. */
import { ApiError, messageOf } from '@/api/problem'
import { TwoValues } from '@/studio/editing/conflict-view'
import { FormError } from '@/ui/field'

interface TableRefusalProps {
  error: unknown
  titleOf: (id: string) => string | undefined
}

export function TableRefusal({ error, titleOf }: TableRefusalProps) {
  const { conflict, table } = error instanceof ApiError ? error : { conflict: undefined, table: [] }
  if (conflict) return <Overtaken titleOf={titleOf} fields={conflict.fields} />
  if (table.length === 0) return <FormError>{messageOf(error)}</FormError>
  return (
    <div role="alert" className="rounded-control border border-bad px-4 py-3 text-sm">
      <p className="font-semibold text-bad">
        Nothing was changed. Correct the table and choose it again.
      </p>
      <ul className="mt-1 flex max-h-96 flex-col gap-1 overflow-auto">
        {table.map(({ row, column, message }, i) => (
          <li key={i} className="wrap-anywhere">
            <span className="font-semibold">
              Row {row}
              {column && ', column '}
              <bdi>{column}</bdi>:
            </span>{' '}
            {message}
          </li>
        ))}
      </ul>
    </div>
  )
}

type Fields = NonNullable<ApiError['conflict']>['fields']

function Overtaken({ titleOf, fields }: Pick<TableRefusalProps, 'titleOf'> & { fields: Fields }) {
  return (
    <div role="alert" className="flex flex-col gap-3 rounded-card border border-warn p-4">
      <p className="font-semibold">
        Nothing was changed: these cells were changed here since the table was downloaded. Download
        it again and repeat what you still want.
      </p>
      <ul className="flex flex-col gap-3">
        {fields.map((each) => (
          <li key={`${each.subject_id} ${each.field}`}>
            <bdi className="font-semibold">{titleOf(each.subject_id) ?? 'A track'}</bdi>
            <ul>
              <TwoValues each={each} theirs="Here" yours="In the table" />
            </ul>
          </li>
        ))}
      </ul>
    </div>
  )
}
