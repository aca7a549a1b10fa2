/** One share link: for whom, until when, how often it was opened, and ending it. */
import { useState } from 'react'

import { revokeShareLink, type ShareLink } from '@/api/shares'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Row, Tag } from '@/ui/row'
import { When } from '@/ui/when'

interface ShareLinkRowProps {
  /** Its id. */
  release: string
  link: ShareLink
  onRevoked: (name: string) => void
}

const isOver = ({ expires_at, revoked_at }: ShareLink, now: number): boolean =>
  revoked_at !== null || (expires_at !== null && Date.parse(expires_at) <= now)

export function ShareLinkRow({ release, link, onRevoked }: ShareLinkRowProps) {
  const [now] = useState(Date.now)
  const [isAsking, setIsAsking] = useState(false)
  const close = () => setIsAsking(false)
  return (
    <Row
      title={link.name}
      tags={<Standing link={link} isOver={isOver(link, now)} />}
      facts={<Facts link={link} />}
      actions={
        link.revoked_at === null && (
          <Button
            look="quiet"
            className="px-3 text-bad!"
            aria-label={`Revoke ${link.name}`}
            onClick={() => setIsAsking(true)}
          >
            Revoke
          </Button>
        )
      }
    >
      {isAsking && (
        <ConfirmDialog
          title={
            <>
              Revoke <bdi>{link.name}</bdi>
            </>
          }
          action="Revoke"
          onConfirm={() => revokeShareLink(release, link.id)}
          onDone={() => {
            close()
            onRevoked(link.name)
          }}
          onCancel={close}
        >
          It opens for nobody any more. Who has opened it hears nothing more within a minute.
        </ConfirmDialog>
      )}
    </Row>
  )
}

function Standing({ link, isOver: isEnded }: { link: ShareLink; isOver: boolean }) {
  const { revoked_at, expires_at, max_visits, visit_count } = link
  if (revoked_at)
    return (
      <Tag>
        Revoked <When at={revoked_at} isDay />
      </Tag>
    )
  if (expires_at && isEnded)
    return (
      <Tag>
        Ended <When at={expires_at} />
      </Tag>
    )
  return (
    <>
      <Tag tone="ok">
        {expires_at ? (
          <>
            Works until <When at={expires_at} />
          </>
        ) : (
          'Works until it is revoked'
        )}
      </Tag>
      {max_visits !== null && <Tag>{leftWords(max_visits - visit_count)}</Tag>}
    </>
  )
}

const leftWords = (left: number): string =>
  left > 0 ? `${left} more ${left === 1 ? 'browser' : 'browsers'}` : 'Opens for nobody new'

function Facts({
  link: { created_at, made_by, visit_count, last_visited_at },
}: {
  link: ShareLink
}) {
  return (
    <>
      Made <When at={created_at} isDay />
      {made_by && (
        <>
          {' '}
          by <bdi>{made_by}</bdi>
        </>
      )}
      {' · '}
      {last_visited_at ? (
        <>
          opened in {visit_count} {visit_count === 1 ? 'browser' : 'browsers'}, last{' '}
          <When at={last_visited_at} />
        </>
      ) : (
        'never opened'
      )}
    </>
  )
}
