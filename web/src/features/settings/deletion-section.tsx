/** The end of the account: what it means, what is in the way, and keeping it after all. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { cancelDeletion, type Deletion, deletionQuery } from '@/api/personal-data'
import { meQuery } from '@/api/queries'
import { Button } from '@/ui/button'
import { Loaded } from '@/ui/loaded'
import { Section, useTelling } from '@/ui/section'

import { DeletionDialog } from './deletion-dialog'
import { PendingDeletion } from './pending-deletion'

export function DeletionSection() {
  const telling = useTelling()
  const client = useQueryClient()
  const deletion = useQuery(deletionQuery)
  const refresh = async (words: string) => {
    telling.tell(words, true)
    await Promise.all([
      deletion.refetch(),
      client.invalidateQueries({ queryKey: meQuery.queryKey }),
    ])
  }
  return (
    <Section title="Erase your account" telling={telling}>
      <Loaded query={deletion} bone="h-24">
        {(data) =>
          data.due_at ? (
            <PendingDeletion
              dueAt={data.due_at}
              withArtists={data.with_artists}
              onKeep={cancelDeletion}
              onKept={() => void refresh('Your account stays. Nothing was erased.')}
            />
          ) : (
            <Erase
              deletion={data}
              onAsked={() => void refresh('Your account will be erased. You can still keep it.')}
            />
          )
        }
      </Loaded>
    </Section>
  )
}

interface EraseProps {
  deletion: Deletion
  onAsked: () => void
}

function Erase({ deletion, onAsked }: EraseProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { grace_days: days, holdings } = deletion
  const asked = () => {
    setIsOpen(false)
    onAsked()
  }
  return (
    <>
      <p className="max-w-[60ch] text-ink2">
        Your account, your profile and everything that is yours alone go for good. You have {days}{' '}
        days to change your mind: sign in during that time and keep it. After that there is no way
        back.
      </p>
      {holdings.length > 0 && <Holdings holdings={holdings} />}
      <Button look="danger" className="self-start" onClick={() => setIsOpen(true)}>
        Erase my account…
      </Button>
      {isOpen && (
        <DeletionDialog deletion={deletion} onAsked={asked} onClose={() => setIsOpen(false)} />
      )}
    </>
  )
}

const Holdings = ({ holdings }: { holdings: Deletion['holdings'] }) => (
  <div className="max-w-[60ch] rounded-card bg-paper2 p-4">
    <p className="font-semibold">Nobody else owns these:</p>
    <ul className="my-2 list-disc ps-5">
      {holdings.map(({ id, kind, name }) => (
        <li key={id}>
          {kind === 'artist' ? (
            <Link
              to="/studio/artists/$ref/team"
              params={{ ref: id }}
              className="font-medium text-spot underline underline-offset-4"
            >
              <bdi>{name}</bdi>
            </Link>
          ) : (
            <bdi>{name}</bdi>
          )}{' '}
          <span className="text-ink2">({kind})</span>
        </li>
      ))}
    </ul>
    <p className="text-ink2">
      Make somebody else an owner first, or choose in the next step that they are erased with your
      account.
    </p>
  </div>
)
