/** What can be done with a row, behind three dots: a list of ordinary buttons. */
import { useEffect, useId, useRef, type ReactNode } from 'react'

import { IconButton } from '@/ui/button'

import { MoreIcon } from './icons'

interface RowMenuProps {
  label: string
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
  children: ReactNode
}

export function RowMenu({ label, isOpen, onToggle, children }: RowMenuProps) {
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (isOpen) list.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  return (
    <div
      className="relative"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        event.currentTarget.querySelector('button')?.focus()
        onToggle(false)
      }}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget)) onToggle(false)
      }}
    >
      <IconButton
        label={label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => onToggle(!isOpen)}
      >
        <MoreIcon size={20} />
      </IconButton>
      {isOpen && (
        <>
          <div className="fixed inset-0 z-10" onPointerDown={() => onToggle(false)} />
          <ul
            ref={list}
            id={id}
            className="absolute end-0 scroll-mb-[calc(var(--dock)+1rem)] top-full z-11 w-52 rounded-card border border-line bg-paper p-2 shadow-float"
          >
            {children}
          </ul>
        </>
      )}
    </div>
  )
}

interface RowMenuItemProps {
  onClick: () => void
  disabled?: boolean
  children: ReactNode
}

export const RowMenuItem = (props: RowMenuItemProps) => (
  <li>
    <button
      type="button"
      className="flex min-h-11 w-full items-center rounded-control px-3 text-start enabled:hover:bg-paper3 disabled:opacity-55"
      {...props}
    />
  </li>
)
