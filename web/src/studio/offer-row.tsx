/** One question between an artist and a label: to answer, or to take back. */
import { useState } from 'react'

import { joinLabel, type LabelOffer, leaveLabel } from '@/api/labels'
import type { TeamKind } from '@/api/team'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Row, Tag } from '@/ui/row'
import { When } from '@/ui/when'

interface OfferRowProps {
  offer: LabelOffer
  /** Whose page it stands on. */
  side: TeamKind
  mayDecide: boolean
  onDone: (words: string) => void
}

type Act = 'join' | 'decline' | 'withdraw'

export function OfferRow({ offer, side, mayDecide, onDone }: OfferRowProps) {
  const [asking, setAsking] = useState<Act>()
  const { name } = side === 'labels' ? offer.artist : offer.label
  const isOwn = offer.is_by_label === (side === 'labels')
  return (
    <Row
      title={name}
      tags={<Tag tone={isOwn ? 'plain' : 'warn'}>{standing(side, isOwn)}</Tag>}
      facts={
        <>
          Asked <When at={offer.offered_at} isDay />
        </>
      }
      actions={mayDecide && <OfferActions name={name} isOwn={isOwn} onAct={setAsking} />}
    >
      {asking && (
        <Sure
          act={asking}
          offer={offer}
          name={name}
          onDone={(words) => {
            setAsking(undefined)
            onDone(words)
          }}
          onCancel={() => setAsking(undefined)}
        />
      )}
    </Row>
  )
}

function standing(side: TeamKind, isOwn: boolean): string {
  if (isOwn) return 'Asked, no answer yet'
  return side === 'labels' ? 'Asks to join' : 'Asks you to join'
}

interface OfferActionsProps {
  name: string
  isOwn: boolean
  onAct: (act: Act) => void
}

function OfferActions({ name, isOwn, onAct }: OfferActionsProps) {
  if (isOwn)
    return (
      <Button
        look="quiet"
        className="px-3 text-bad!"
        aria-label={`Withdraw the question to ${name}`}
        onClick={() => onAct('withdraw')}
      >
        Withdraw
      </Button>
    )
  return (
    <span className="flex gap-2 px-3 sm:px-0">
      <Button aria-label={`Accept ${name}`} onClick={() => onAct('join')}>
        Accept
      </Button>
      <Button look="quiet" aria-label={`Decline ${name}`} onClick={() => onAct('decline')}>
        Decline
      </Button>
    </span>
  )
}

interface SureProps {
  act: Act
  offer: LabelOffer
  name: string
  onDone: (words: string) => void
  onCancel: () => void
}

function Sure({ act, offer, name, onDone, onCancel }: SureProps) {
  const { artist, label } = offer
  const send = act === 'join' ? joinLabel : leaveLabel
  const told: Record<Act, string> = {
    join: `${artist.name} is with ${label.name} now.`,
    decline: `${name} is declined.`,
    withdraw: `${name} is no longer asked.`,
  }
  return (
    <ConfirmDialog
      title={
        <>
          {TITLES[act]} <bdi>{name}</bdi>
        </>
      }
      action={ACTIONS[act]}
      look={act === 'join' ? 'solid' : 'danger'}
      onConfirm={() => send(label.slug, artist.id)}
      onDone={() => onDone(told[act])}
      onCancel={onCancel}
    >
      {act === 'join' ? (
        <>
          The team of <bdi>{label.name}</bdi> then works on <bdi>{artist.name}</bdi> with the roles
          that it has at the label. The artist’s own owners stay, and either side can end it.
        </>
      ) : (
        'Either side may ask again.'
      )}
    </ConfirmDialog>
  )
}

const TITLES: Record<Act, string> = {
  join: 'Accept',
  decline: 'Decline',
  withdraw: 'Withdraw the question to',
}
const ACTIONS: Record<Act, string> = { join: 'Accept', decline: 'Decline', withdraw: 'Withdraw' }
