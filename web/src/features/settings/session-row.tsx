/** One session: on which device, from where, since when. */
import { useState } from 'react'

import { endSessions, type Session } from '@/api/sessions'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Row, Tag } from '@/ui/row'
import { When } from '@/ui/when'

import { deviceName } from './device-name'

interface SessionRowProps {
  session: Session
  onEnded: (words: string) => void
}

export function SessionRow({ session, onEnded }: SessionRowProps) {
  const [isAsking, setIsAsking] = useState(false)
  const name = deviceName(session.user_agent)
  return (
    <Row
      title={name}
      tags={session.is_current && <Tag tone="ok">This device</Tag>}
      facts={<SessionFacts session={session} />}
      actions={
        !session.is_current && (
          <Button
            look="quiet"
            className="px-3 text-bad!"
            aria-label={`End the session of ${name}`}
            onClick={() => setIsAsking(true)}
          >
            End
          </Button>
        )
      }
    >
      {isAsking && (
        <ConfirmDialog
          title={`End the session of ${name}`}
          action="End it"
          onConfirm={() => endSessions([session.id])}
          onDone={() => onEnded(`The session of ${name} is ended.`)}
          onCancel={() => setIsAsking(false)}
        >
          That device has to sign in again.
        </ConfirmDialog>
      )}
    </Row>
  )
}

const SessionFacts = ({ session }: { session: Session }) => (
  <>
    <bdi>{session.ip}</bdi>
    {' · signed in '}
    <When at={session.created_at} />
    {session.last_seen_at !== undefined && (
      <>
        {' · last seen '}
        <When at={session.last_seen_at} />
      </>
    )}
  </>
)
