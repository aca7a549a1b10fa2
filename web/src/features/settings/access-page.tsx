/** What gets in without a browser: tokens for programs, passwords for other players. */
import { Heading } from '@/ui/heading'

import { AppPasswordSection } from './app-password-section'
import { TokenSection } from './token-section'

export function AccessPage() {
  return (
    <>
      <Heading title="Access" className="mb-6 text-3xl font-bold">
        Access
      </Heading>
      <AppPasswordSection />
      <TokenSection />
    </>
  )
}
