/** How one signs in: password, addresses, second step, passkeys, providers. */
import { Heading } from '@/ui/heading'

import { CodesSection } from './codes-section'
import { EmailSection } from './email-section'
import { PasskeySection } from './passkey-section'
import { PasswordSection } from './password-section'
import { ProviderSection } from './provider-section'
import { TotpSection } from './totp-section'

export function SecurityPage() {
  return (
    <>
      <Heading title="Security" className="mb-6 text-3xl font-bold">
        Security
      </Heading>
      <PasswordSection />
      <EmailSection />
      <PasskeySection />
      <TotpSection />
      <CodesSection />
      <ProviderSection />
    </>
  )
}
