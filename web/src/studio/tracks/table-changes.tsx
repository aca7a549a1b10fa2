/** What a table would change: track, field, before and after. */
import type { TableOutcome } from '@/api/release-tracks'
import { fieldName, valueInWords } from '@/studio/editing/words'

export function TableChanges({ outcome }: { outcome: TableOutcome }) {
  const rest = outcome.change_count - outcome.changes.length
  return (
    <div
      className="max-h-96 overflow-auto"
      tabIndex={0}
      role="region"
      aria-label="What would change"
    >
      <table className="w-full min-w-xl text-sm">
        <thead>
          <tr className="text-start text-ink3">
            {['Row', 'Track', 'Field', 'Before', 'After'].map((head) => (
              <th key={head} scope="col" className="px-2 py-1 text-start font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {outcome.changes.map(({ row, track_id, title, field, before, after }) => (
            <tr key={`${track_id} ${field}`} className="border-t border-line align-top">
              <td className="px-2 py-1">{row}</td>
              <td dir="auto" className="px-2 py-1 wrap-anywhere">
                {title}
              </td>
              <td className="px-2 py-1">{fieldName(field)}</td>
              <td dir="auto" className="px-2 py-1 wrap-anywhere text-ink2">
                {valueInWords(before, field)}
              </td>
              <td dir="auto" className="px-2 py-1 font-semibold wrap-anywhere">
                {valueInWords(after, field)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p className="px-2 py-1 text-sm text-ink2">And {rest} more.</p>}
    </div>
  )
}
