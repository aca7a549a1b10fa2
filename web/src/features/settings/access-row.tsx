/** One token or app password: since when, used when, and revoking it. */
import { useState, type ReactNode } from 'react'

import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Row } from '@/ui/row'
import { When } from '@/ui/when'

interface AccessRowProps {
  item: { name: string; created_at: string; last_used_at: string | null }
  tags?: ReactNode
  /** More about it, after when it was made and used. */
  facts?: ReactNode
  /** What revoking it means. */
  ends: string
  onRevoke: () => Promise<unknown>
  onRevoked: () => void
}

export function AccessRow({ item, tags, facts, ends, onRevoke, onRevoked }: AccessRowProps) {
  const [isAsking, setIsAsking] = useState(false)
  const close = () => setIsAsking(false)
  return (
    <Row
      title={item.name}
      tags={tags}
      facts={
        <>
          Made <When at={item.created_at} isDay />
          {' · '}
          {item.last_used_at ? (
            <>
              last used <When at={item.last_used_at} />
            </>
          ) : (
            'never used'
          )}
          {facts}
        </>
      }
      actions={
        <Button
          look="quiet"
          className="px-3 text-bad!"
          aria-label={`Revoke ${item.name}`}
          onClick={() => setIsAsking(true)}
        >
          Revoke
        </Button>
      }
    >
      {isAsking && (
        <ConfirmDialog
          title={
            <>
              Revoke <bdi>{item.name}</bdi>
            </>
          }
          action="Revoke"
          onConfirm={onRevoke}
          onDone={() => {
            close()
            onRevoked()
          }}
          onCancel={close}
        >
          {ends}
        </ConfirmDialog>
      )}
    </Row>
  )
}
