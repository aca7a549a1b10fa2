/** Passkeys: adding, naming and removing them. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { addPasskey, hasPasskeys } from '@/api/passkeys'
import { authenticatorsQuery, type Passkey } from '@/api/security'
import { Button } from '@/ui/button'
import { Empty } from '@/ui/states'
import { Loaded } from '@/ui/loaded'
import { Section, useTelling } from '@/ui/section'

import { ENDS_OTHERS } from './ends-others'
import { NameDialog } from './name-dialog'
import { PasskeyRow } from './passkey-row'
import { useSecurityChange } from './use-security-change'

const INTRO =
  'Sign in with your fingerprint, your face or the lock of your device, instead of a password. ' +
  'A passkey also counts as the second step when you sign in with your password.'

export function PasskeySection() {
  const telling = useTelling()
  const change = useSecurityChange()
  const authenticators = useQuery(authenticatorsQuery)
  const [isOpen, setIsOpen] = useState(false)
  const add = async (name: string) => {
    await addPasskey(name)
    setIsOpen(false)
    telling.tell(`“${name}” is added. You can sign in with it now.`)
    await change()
  }
  return (
    <Section title="Passkeys" intro={INTRO} telling={telling}>
      <Loaded query={authenticators} bone="h-24">
        {(list) => <PasskeyList passkeys={list.filter(isPasskey)} tell={telling.tell} />}
      </Loaded>
      {hasPasskeys() ? (
        <Button look="outline" className="self-start" onClick={() => setIsOpen(true)}>
          Add a passkey…
        </Button>
      ) : (
        <p className="text-sm text-ink3">
          This browser cannot make passkeys here. Use a newer one, over https.
        </p>
      )}
      {isOpen && (
        <NameDialog
          title="Add a passkey"
          label="Name"
          hint={`Where it lives, so that you know it again: “Phone”, “Blue key”. ${ENDS_OTHERS}`}
          submit="Continue"
          busy="Waiting for your device…"
          onName={add}
          onClose={() => setIsOpen(false)}
        />
      )}
    </Section>
  )
}

const isPasskey = (authenticator: { type: string }): authenticator is Passkey =>
  authenticator.type === 'webauthn'

interface PasskeyListProps {
  passkeys: Passkey[]
  tell: (words: string, isFocused?: boolean) => void
}

function PasskeyList({ passkeys, tell }: PasskeyListProps) {
  if (passkeys.length === 0) return <Empty sentence="You have no passkey yet." />
  return (
    <ul aria-label="Your passkeys" className="border-t border-line">
      {passkeys.map((passkey) => (
        <PasskeyRow key={passkey.id} passkey={passkey} tell={tell} />
      ))}
    </ul>
  )
}
