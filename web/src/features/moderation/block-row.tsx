/** One block: why, since when, what it is known by, and a way to lift it. */
import { useState } from 'react'

import { type Block, liftBlock } from '@/api/blocks'
import { Button } from '@/ui/button'
import { ReasonDialog } from '@/ui/reason-dialog'
import { Row, Tag } from '@/ui/row'
import { When } from '@/ui/when'

interface BlockRowProps {
  block: Block
  onChanged: (words: string) => void
}

export function BlockRow({ block, onChanged }: BlockRowProps) {
  const [isLifting, setIsLifting] = useState(false)
  const { id, reason, blocked_by: by, created_at: at } = block
  const lift = async (why: string) => {
    await liftBlock(id, why)
    onChanged(`The block is lifted: ${reason}`)
  }
  return (
    <Row
      title={reason}
      tags={
        <>
          {block.has_fingerprint && <Tag>Known by its sound</Tag>}
          {block.sha256 && <Tag>Known by its file</Tag>}
        </>
      }
      facts={
        <>
          {by ? <bdi>{by}</bdi> : 'An erased account'}
          {' · '}
          <When at={at} />
          {block.sha256 && (
            <code className="block font-mono text-xs wrap-anywhere">{block.sha256}</code>
          )}
        </>
      }
      actions={
        <Button
          look="quiet"
          className="px-3"
          aria-label={`Lift the block: ${reason}`}
          onClick={() => setIsLifting(true)}
        >
          Lift…
        </Button>
      }
    >
      {isLifting && (
        <ReasonDialog
          title="Lift this block"
          about="It may be uploaded again. What was refused meanwhile stays refused."
          action="Lift the block"
          busy="Lifting…"
          onReason={lift}
          onClose={() => setIsLifting(false)}
        />
      )}
    </Row>
  )
}
