/** Accounts elsewhere that sign in here. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'

import { confirmIdentity } from '@/api/reauthentication'
import { disconnectProvider, type ProviderAccount, providerAccountsQuery } from '@/api/security'
import { signInOptionsQuery } from '@/api/sign-in-options'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Loaded } from '@/ui/loaded'
import { ProviderForm } from '@/ui/provider-form'
import { Row } from '@/ui/row'
import { Section, useTelling } from '@/ui/section'

const INTRO = 'Sign in here with an account that you have elsewhere.'
const route = getRouteApi('/settings')

const REFUSALS: Record<string, string> = {
  connected_other: 'Somebody else here signs in with that account already.',
  reauthentication_required:
    'That took too long, so we have to ask you again. Connect it once more.',
}
const refusalOf = (error: string): string =>
  REFUSALS[error] ?? 'The account was not connected. Try again.'

/** Not shown where the server has no provider and the person uses none. */
export function ProviderSection() {
  const { error } = route.useSearch()
  const telling = useTelling()
  const providers = useQuery(signInOptionsQuery).data?.providers ?? []
  const accounts = useQuery(providerAccountsQuery)
  const connected = new Set(accounts.data?.map(({ provider }) => provider.id))
  const free = providers.filter(({ id }) => !connected.has(id))
  if (providers.length === 0 && connected.size === 0) return null
  return (
    <Section title="Sign-in providers" intro={INTRO} telling={telling}>
      {error && (
        <p role="alert" className="font-medium text-bad">
          {refusalOf(error)}
        </p>
      )}
      <Loaded query={accounts} bone="h-14">
        {(list) =>
          list.length > 0 && (
            <ul className="border-t border-line">
              {list.map((account) => (
                <AccountRow
                  key={`${account.provider.id} ${account.uid}`}
                  account={account}
                  onDone={() => {
                    telling.tell(`${account.provider.name} no longer signs you in.`, true)
                    void accounts.refetch()
                  }}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <div className="flex flex-wrap gap-2">
        {free.map(({ id, name }) => (
          <ProviderForm
            key={id}
            provider={id}
            process="connect"
            returnTo="/settings/security"
            label={`Connect ${name}`}
            onLeave={confirmIdentity}
          />
        ))}
      </div>
    </Section>
  )
}

function AccountRow({ account, onDone }: { account: ProviderAccount; onDone: () => void }) {
  const [isAsking, setIsAsking] = useState(false)
  const { name } = account.provider
  return (
    <Row
      title={name}
      facts={account.display}
      actions={
        <Button
          look="quiet"
          className="px-3 text-bad!"
          aria-label={`Disconnect ${name}`}
          onClick={() => setIsAsking(true)}
        >
          Disconnect
        </Button>
      }
    >
      {isAsking && (
        <ConfirmDialog
          title={`Disconnect ${name}`}
          action="Disconnect"
          onConfirm={() => disconnectProvider(account)}
          onDone={() => {
            setIsAsking(false)
            onDone()
          }}
          onCancel={() => setIsAsking(false)}
        >
          You then sign in with your password or a passkey.
        </ConfirmDialog>
      )}
    </Row>
  )
}
