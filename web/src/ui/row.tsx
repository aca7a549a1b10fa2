/** A thing in a list: its name, facts about it, what can be done with it. */
import { type ReactNode } from 'react'

interface TagProps {
  tone?: 'plain' | 'ok' | 'warn'
  children: ReactNode
}

const TONES = { plain: 'text-ink2', ok: 'text-ok', warn: 'text-warn' }

export const Tag = ({ tone = 'plain', children }: TagProps) => (
  <span className={`text-sm font-medium ${TONES[tone]}`}>{children}</span>
)

interface RowProps {
  title: string
  tags?: ReactNode
  facts?: ReactNode
  error?: string | null
  actions?: ReactNode
  /** Dialogs that belong to it. */
  children?: ReactNode
}

export function Row({ title, tags, facts, error, actions, children }: RowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-3">
      <div className="flex min-w-0 flex-1 basis-60 flex-col gap-0.5">
        <bdi className="font-semibold wrap-anywhere">{title}</bdi>
        {tags && <p className="flex flex-wrap gap-x-3">{tags}</p>}
        {facts && <p className="text-sm text-ink2">{facts}</p>}
      </div>
      {actions && <div className="-mx-3 flex flex-wrap sm:mx-0">{actions}</div>}
      {error && (
        <p role="alert" className="basis-full text-sm font-medium text-bad">
          {error}
        </p>
      )}
      {children}
    </li>
  )
}
