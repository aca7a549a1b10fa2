/** Recovery codes: how many are left, seeing them, and making new ones. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import {
  authenticatorsQuery,
  getRecoveryCodes,
  makeRecoveryCodes,
  type RecoveryCodes,
} from '@/api/security'
import { messageOf } from '@/api/problem'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Loaded } from '@/ui/loaded'
import { Section, useTelling } from '@/ui/section'

import { CodesDialog } from './codes-dialog'
import { ENDS_OTHERS } from './ends-others'
import { useSecurityChange } from './use-security-change'

const INTRO =
  'Each signs you in once, when your phone or your passkey is not at hand. Keep them where you keep other keys.'
const NEED_FACTOR = 'You get them when you add a passkey or an authenticator app.'

export function CodesSection() {
  const telling = useTelling()
  const authenticators = useQuery(authenticatorsQuery)
  return (
    <Section title="Recovery codes" intro={INTRO} telling={telling}>
      <Loaded query={authenticators} bone="h-11">
        {(list) => {
          const codes = list.find(({ type }) => type === 'recovery_codes')
          const hasFactor = list.some(({ type }) => type !== 'recovery_codes')
          if (!hasFactor) return <p className="text-ink3">{NEED_FACTOR}</p>
          return <Codes codes={codes as RecoveryCodes | undefined} tell={telling.tell} />
        }}
      </Loaded>
    </Section>
  )
}

interface CodesProps {
  codes: RecoveryCodes | undefined
  tell: (words: string) => void
}

const SEEN = 'These codes have been shown already. Make new ones if you no longer have them.'

function Codes({ codes, tell }: CodesProps) {
  const change = useSecurityChange()
  const [shown, setShown] = useState<string[]>()
  const [isAsking, setIsAsking] = useState(false)
  const show = useMutation({
    mutationFn: getRecoveryCodes,
    onSuccess: ({ unused_codes }) => (unused_codes ? setShown(unused_codes) : tell(SEEN)),
  })
  const make = async () => {
    setShown((await makeRecoveryCodes()).unused_codes ?? [])
    await change()
  }
  return (
    <>
      {codes && (
        <p>
          <strong className="font-semibold">{codes.unused_code_count}</strong> of{' '}
          {codes.total_code_count} are left.
        </p>
      )}
      {show.error && (
        <p role="alert" className="font-medium text-bad">
          {messageOf(show.error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {codes && (
          <Button look="outline" disabled={show.isPending} onClick={() => show.mutate()}>
            Show the codes…
          </Button>
        )}
        <Button look="outline" onClick={() => setIsAsking(true)}>
          Make new codes…
        </Button>
      </div>
      {isAsking && (
        <ConfirmDialog
          title="Make new recovery codes"
          action="Make new codes"
          onConfirm={make}
          onDone={() => setIsAsking(false)}
          onCancel={() => setIsAsking(false)}
        >
          The codes that you have now no longer sign you in. {ENDS_OTHERS}
        </ConfirmDialog>
      )}
      {shown && <CodesDialog codes={shown} onClose={() => setShown(undefined)} />}
    </>
  )
}
