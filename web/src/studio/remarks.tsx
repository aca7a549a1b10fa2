/** What the artist should know about a file that was taken all the same. */
import type { Upload } from '@/api/types'
import { NoteIcon } from '@/ui/icons'

export function Remarks({ upload: { notes, duplicates } }: { upload: Upload }) {
  const remarks = new Set([...notes, ...duplicates].map(({ message }) => message))
  if (remarks.size === 0) return null
  return (
    <ul aria-label="Good to know" className="flex flex-col gap-1 text-sm text-ink2">
      {[...remarks].map((remark) => (
        <li key={remark} className="flex gap-2">
          <NoteIcon size={18} className="mt-px shrink-0 text-warn" />
          <span className="wrap-anywhere">{remark}</span>
        </li>
      ))}
    </ul>
  )
}
