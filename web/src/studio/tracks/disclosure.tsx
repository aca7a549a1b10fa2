/** A part of the page that is closed at first; what is in it is asked for when it opens. */
import { useState, type ReactNode } from 'react'

export function Disclosure({ title, children }: { title: string; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
      className="border-t border-line"
    >
      <summary className="flex min-h-11 items-center font-semibold text-ink2 hover:text-ink">
        <span aria-hidden="true" className="w-5">
          {isOpen ? '–' : '+'}
        </span>
        {title}
      </summary>
      {isOpen && <div className="flex flex-col gap-3 pb-3 ps-5">{children}</div>}
    </details>
  )
}
