/** The calm single column that all account screens share. */
import { type ReactNode } from 'react'

import { Heading } from '@/ui/heading'

interface AccountPageProps {
  title: string
  intro?: ReactNode
  children?: ReactNode
  footer?: ReactNode
}

export const ACCOUNT_LINK = 'font-semibold text-spot underline underline-offset-4'

export function AccountPage({ title, intro, children, footer }: AccountPageProps) {
  return (
    <div className="mx-auto flex w-full max-w-100 flex-col gap-6 py-4 sm:py-10">
      <header className="flex flex-col gap-2">
        <Heading title={title}>{title}</Heading>
        {intro && <p className="text-ink2">{intro}</p>}
      </header>
      {children}
      {footer && <p className="border-t border-line pt-5 text-ink2">{footer}</p>}
    </div>
  )
}
