/** A titled part of a page, with a line that tells what has just been done in it. */
import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react'

export interface Telling {
  told: string
  heading: RefObject<HTMLHeadingElement | null>
  /** Says it; with `isFocused` also moves the focus to the heading, for when its old place has gone. */
  tell: (words: string, isFocused?: boolean) => void
}

export function useTelling(): Telling {
  const heading = useRef<HTMLHeadingElement>(null)
  const [said, setSaid] = useState({ words: '', isFocused: false })
  // After the render: a dialog that closes with it gives the focus back to where it was opened first.
  useEffect(() => {
    if (said.isFocused) heading.current?.focus()
  }, [said])
  const tell = (words: string, isFocused = false) => setSaid({ words, isFocused })
  return { told: said.words, heading, tell }
}

interface SectionProps {
  title: string
  intro?: ReactNode
  telling: Telling
  children: ReactNode
}

export function Section({ title, intro, telling, children }: SectionProps) {
  const id = useId()
  const { told, heading } = telling
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3 border-t border-line py-6">
      <h2 ref={heading} id={id} tabIndex={-1} className="text-xl font-bold outline-none">
        {title}
      </h2>
      {intro && <p className="max-w-[60ch] text-ink2">{intro}</p>}
      <p role="status" className="font-medium text-ok empty:hidden">
        {told}
      </p>
      {children}
    </section>
  )
}
