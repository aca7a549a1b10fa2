/** The authenticator app: a second step when signing in with a password. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { authenticatorsQuery, removeTotp, startTotp, type TotpSecret } from '@/api/security'
import { messageOf } from '@/api/problem'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Loaded } from '@/ui/loaded'
import { Row, Tag } from '@/ui/row'
import { Section, useTelling } from '@/ui/section'
import { When } from '@/ui/when'

import { ENDS_OTHERS } from './ends-others'
import { TotpDialog } from './totp-dialog'
import { useSecurityChange } from './use-security-change'

const INTRO =
  'An app on your phone shows a new code every half minute. With it, a stolen password alone signs nobody in.'

export function TotpSection() {
  const telling = useTelling()
  const change = useSecurityChange()
  const authenticators = useQuery(authenticatorsQuery)
  const finish = (words: string) => {
    telling.tell(words, true)
    void change()
  }
  return (
    <Section title="Authenticator app" intro={INTRO} telling={telling}>
      <Loaded query={authenticators} bone="h-11">
        {(list) => {
          const totp = list.find(({ type }) => type === 'totp')
          return totp ? <TotpOn totp={totp} onOff={finish} /> : <TotpOff onOn={finish} />
        }}
      </Loaded>
    </Section>
  )
}

const IS_ON =
  'The authenticator app is on. Keep your recovery codes, below, for the day when it is not at hand.'

function TotpOff({ onOn }: { onOn: (words: string) => void }) {
  const [secret, setSecret] = useState<TotpSecret>()
  const [refused, setRefused] = useState('')
  const start = () => {
    setRefused('')
    startTotp().then(setSecret, (error: unknown) => setRefused(messageOf(error)))
  }
  return (
    <>
      {refused && (
        <p role="alert" className="font-medium text-bad">
          {refused}
        </p>
      )}
      <Button look="outline" className="self-start" onClick={start}>
        Set up an authenticator app…
      </Button>
      {secret && (
        <TotpDialog
          secret={secret}
          onDone={() => {
            setSecret(undefined)
            onOn(IS_ON)
          }}
          onClose={() => setSecret(undefined)}
        />
      )}
    </>
  )
}

interface TotpOnProps {
  totp: { created_at: number; last_used_at: number | null }
  onOff: (words: string) => void
}

function TotpOn({ totp, onOff }: TotpOnProps) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <ul className="border-t border-line">
      <Row
        title="Authenticator app"
        tags={<Tag tone="ok">On</Tag>}
        facts={
          <>
            Since <When at={totp.created_at} isDay />
          </>
        }
        actions={
          <Button look="quiet" className="px-3 text-bad!" onClick={() => setIsAsking(true)}>
            Turn off
          </Button>
        }
      >
        {isAsking && (
          <ConfirmDialog
            title="Turn the authenticator app off"
            action="Turn off"
            onConfirm={removeTotp}
            onDone={() => {
              setIsAsking(false)
              onOff('The authenticator app is off.')
            }}
            onCancel={() => setIsAsking(false)}
          >
            Signing in then takes no code of the app any more. {ENDS_OTHERS}
          </ConfirmDialog>
        )}
      </Row>
    </ul>
  )
}
