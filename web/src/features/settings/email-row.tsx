/** One e-mail address, and what can be done with it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'

import { messageOf } from '@/api/problem'
import { keys } from '@/api/queries'
import { type EmailAddress, makeEmailPrimary, removeEmail, sendEmailLink } from '@/api/security'
import type { Telling } from '@/ui/section'
import { Button } from '@/ui/button'
import { Row, Tag } from '@/ui/row'

interface EmailRowProps {
  address: EmailAddress
  tell: Telling['tell']
  refresh: () => Promise<unknown>
}

const SENT = 'We sent another link to'
const SENT_LATELY = 'A link went out a moment ago to'

export function EmailRow({ address, tell, refresh }: EmailRowProps) {
  const client = useQueryClient()
  const { email, verified, primary } = address
  const act = useMutation({ mutationFn: (action: () => Promise<unknown>) => action() })
  const send = async () => tell(`${(await sendEmailLink(email)) ? SENT : SENT_LATELY} ${email}.`)
  const makeMain = async () => {
    await makeEmailPrimary(email)
    tell(`${email} is your main address now.`, true)
    await Promise.all([refresh(), client.invalidateQueries({ queryKey: keys.me })])
  }
  const remove = async () => {
    await removeEmail(email)
    tell(`${email} is removed.`, true)
    await refresh()
  }
  const button = (label: string, action: () => Promise<unknown>) => (
    <Button
      look="quiet"
      className="px-3"
      disabled={act.isPending}
      aria-label={`${label}: ${email}`}
      onClick={() => act.mutate(action)}
    >
      {label}
    </Button>
  )
  return (
    <Row
      title={email}
      tags={
        <>
          {primary && <Tag>Main address</Tag>}
          <Tag tone={verified ? 'ok' : 'warn'}>{verified ? 'Confirmed' : 'Not confirmed yet'}</Tag>
        </>
      }
      error={act.error && messageOf(act.error)}
      actions={
        <>
          {!verified && button('Send the link again', send)}
          {verified && !primary && button('Make it the main address', makeMain)}
          {!primary && button('Remove', remove)}
        </>
      }
    />
  )
}
