/** The h1 of a screen: takes the focus after a navigation and names the page. */
import { useEffect, useRef, type ReactNode } from 'react'

import { consumeNavigation, setPageTitle } from './page-title'

interface HeadingProps {
  children: ReactNode
  /** Page title when it should say more than the heading. */
  title: string
  className?: string
}

export function Heading({ children, title, className = 'text-3xl font-bold' }: HeadingProps) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => setPageTitle(title), [title])
  useEffect(() => {
    if (consumeNavigation()) ref.current?.focus({ preventScroll: true })
  }, [])
  return (
    <h1 ref={ref} tabIndex={-1} className={className}>
      {children}
    </h1>
  )
}
