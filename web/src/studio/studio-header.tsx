/** The head of a studio page: the way back, and what the page is about. */
import type { ReactNode } from 'react'

import { Heading } from '@/ui/heading'

interface StudioHeaderProps {
  /** The link to the page above. */
  back: ReactNode
  /** The name of the page in words alone. */
  title: string
  heading: ReactNode
  children?: ReactNode
}

export function StudioHeader({ back, title, heading, children }: StudioHeaderProps) {
  return (
    <header className="flex flex-col gap-2">
      <p className="text-sm text-ink2">{back}</p>
      <Heading title={title} className="text-3xl font-bold wrap-anywhere">
        {heading}
      </Heading>
      {children}
    </header>
  )
}
