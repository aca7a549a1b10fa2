/** App passwords: one for each player that speaks no other way in. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import {
  type AppPassword,
  type AppScope,
  appPasswordsQuery,
  createAppPassword,
  revokeAppPassword,
} from '@/api/access'
import { meQuery } from '@/api/queries'
import { Button } from '@/ui/button'
import { Loaded } from '@/ui/loaded'
import { Tag } from '@/ui/row'
import { SecretOnce } from '@/ui/secret-once'
import { Section, useTelling } from '@/ui/section'
import { Empty } from '@/ui/states'

import { AccessRow } from './access-row'
import { AppPasswordDialog } from './app-password-dialog'
import { appScopeLabel } from './scopes'

const INTRO =
  'For players that ask for a username and a password. Each device gets its own, so that you can take back one of them.'

export function AppPasswordSection() {
  const telling = useTelling()
  const username = useQuery(meQuery).data?.user?.username ?? ''
  const passwords = useQuery(appPasswordsQuery)
  const [isNaming, setIsNaming] = useState(false)
  const [made, setMade] = useState<{ name: string; password: string }>()
  const make = async (body: { name: string; scopes: AppScope[] }) => {
    setMade(await createAppPassword(body))
    setIsNaming(false)
    await passwords.refetch()
  }
  const revoked = (name: string) => {
    telling.tell(`The password of “${name}” no longer works.`, true)
    void passwords.refetch()
  }
  return (
    <Section title="App passwords" intro={INTRO} telling={telling}>
      <Loaded query={passwords} bone="h-24">
        {({ items }) => <AppPasswordList passwords={items} onRevoked={revoked} />}
      </Loaded>
      <Button look="outline" className="self-start" onClick={() => setIsNaming(true)}>
        Make an app password…
      </Button>
      {isNaming && <AppPasswordDialog onMake={make} onClose={() => setIsNaming(false)} />}
      {made && (
        <SecretOnce
          title={`Password for ${made.name}`}
          hint={`Type it into the app, with the username ${username}.`}
          secret={made.password}
          onClose={() => setMade(undefined)}
        />
      )}
    </Section>
  )
}

interface AppPasswordListProps {
  passwords: AppPassword[]
  onRevoked: (name: string) => void
}

function AppPasswordList({ passwords, onRevoked }: AppPasswordListProps) {
  if (passwords.length === 0) return <Empty sentence="No device has a password of its own yet." />
  return (
    <ul aria-label="App passwords" className="border-t border-line">
      {passwords.map((item) => (
        <AccessRow
          key={item.id}
          item={item}
          tags={<Tag>{item.scopes.map(appScopeLabel).join(' · ')}</Tag>}
          ends="That device can no longer sign in."
          onRevoke={() => revokeAppPassword(item.id)}
          onRevoked={() => onRevoked(item.name)}
        />
      ))}
    </ul>
  )
}
