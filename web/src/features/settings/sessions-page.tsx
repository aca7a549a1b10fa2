/** Where somebody is signed in, and ending that. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { endSessions, type Session, sessionsQuery } from '@/api/sessions'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Heading } from '@/ui/heading'
import { Loaded } from '@/ui/loaded'
import { Section, type Telling, useTelling } from '@/ui/section'

import { SessionRow } from './session-row'

const INTRO = 'Is one of them not yours? End it, then change your password.'
const ENDED = 'Every other session is ended.'

export function SessionsPage() {
  const telling = useTelling()
  const sessions = useQuery(sessionsQuery)
  return (
    <>
      <Heading title="Sessions" className="mb-6 text-3xl font-bold">
        Sessions
      </Heading>
      <Section title="Where you are signed in" intro={INTRO} telling={telling}>
        <Loaded query={sessions} bone="h-40">
          {(list) => (
            <SessionList
              sessions={list.toSorted(latestFirst)}
              tell={telling.tell}
              refresh={sessions.refetch}
            />
          )}
        </Loaded>
      </Section>
    </>
  )
}

const seenAt = ({ last_seen_at, created_at }: Session): number => last_seen_at ?? created_at

/** This one, then those that were used last. */
const latestFirst = (a: Session, b: Session): number =>
  Number(b.is_current) - Number(a.is_current) || seenAt(b) - seenAt(a)

interface SessionListProps {
  sessions: Session[]
  tell: Telling['tell']
  refresh: () => Promise<unknown>
}

function SessionList({ sessions, tell, refresh }: SessionListProps) {
  const [isAsking, setIsAsking] = useState(false)
  const others = sessions.filter(({ is_current }) => !is_current)
  const ended = (words: string) => {
    setIsAsking(false)
    tell(words, true)
    void refresh()
  }
  return (
    <>
      <ul aria-label="Sessions" className="border-t border-line">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} onEnded={ended} />
        ))}
      </ul>
      {others.length > 0 && (
        <Button look="danger" className="self-start" onClick={() => setIsAsking(true)}>
          End all others…
        </Button>
      )}
      {isAsking && (
        <ConfirmDialog
          title="End all other sessions"
          action="End all others"
          onConfirm={() => endSessions(others.map(({ id }) => id))}
          onDone={() => ended(ENDED)}
          onCancel={() => setIsAsking(false)}
        >
          {others.length === 1 ? 'One device has' : `${others.length} devices have`} to sign in
          again. This one stays signed in.
        </ConfirmDialog>
      )}
    </>
  )
}
