/** Loading, empty and error: every screen says these the same way. */
import { type ReactNode } from 'react'

import { messageOf } from '@/api/problem'

import { Button } from './button'
import { Heading } from './heading'

/** Grey boxes in the shape of what is coming, shown only when it takes a while. */
export function Loading({ children, label = 'Loading' }: { children: ReactNode; label?: string }) {
  return (
    <div aria-busy="true" className="late">
      <p className="sr-only" role="status">
        {label}
      </p>
      <div aria-hidden="true">{children}</div>
    </div>
  )
}

export const Bone = ({ className = '' }: { className?: string }) => (
  <div className={`skeleton ${className}`} />
)

interface EmptyProps {
  sentence: string
  action?: ReactNode
}

export function Empty({ sentence, action }: EmptyProps) {
  return (
    <div className="flex flex-col items-start gap-5 rounded-card border border-dashed border-line-strong p-6 sm:p-10">
      <p className="max-w-[48ch] text-lg text-ink2">{sentence}</p>
      {action}
    </div>
  )
}

interface FailedProps {
  error: unknown
  onRetry: () => void
}

export function Failed({ error, onRetry }: FailedProps) {
  return (
    <div role="alert" className="flex flex-col items-start gap-4 rounded-card bg-paper2 p-6">
      <p className="max-w-[60ch]">{messageOf(error)}</p>
      <Button look="outline" onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}

interface MissingProps {
  title?: string
  sentence?: string
  action: ReactNode
}

export function Missing({
  title = 'Nothing here',
  sentence = 'This address leads nowhere. It may be mistyped, or what was here is private or gone.',
  action,
}: MissingProps) {
  return (
    <div className="flex flex-col items-start gap-5 py-10">
      <Heading title={title} className="text-4xl font-extrabold">
        {title}
      </Heading>
      <p className="max-w-[52ch] text-lg text-ink2">{sentence}</p>
      {action}
    </div>
  )
}
