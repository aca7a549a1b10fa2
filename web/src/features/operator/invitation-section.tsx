/** Invitations to sign up: made, listed, withdrawn. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'

import {
  makeSignUpInvitation,
  type NewSignUpInvitation,
  signUpInvitationsQuery,
} from '@/api/moderation'
import { Button } from '@/ui/button'
import { Paged } from '@/ui/paged'
import { SecretOnce } from '@/ui/secret-once'
import { Section, useTelling } from '@/ui/section'

import { InvitationDialog } from './invitation-dialog'
import { InvitationRow } from './invitation-row'

export function InvitationSection() {
  const telling = useTelling()
  const invitations = useInfiniteQuery(signUpInvitationsQuery)
  const [isMaking, setIsMaking] = useState(false)
  const [link, setLink] = useState('')
  const make = async (invitation: NewSignUpInvitation) => {
    const made = await makeSignUpInvitation(invitation)
    setIsMaking(false)
    setLink(made.link)
    if (made.email) telling.tell(`The invitation also goes to ${made.email} by e-mail.`)
    await invitations.refetch()
  }
  const withdrawn = () => {
    telling.tell('The invitation no longer works.', true)
    void invitations.refetch()
  }
  return (
    <Section
      title="Invitations"
      intro="Each lets one person sign up. Teams that invite people make some, too."
      telling={telling}
    >
      <Paged query={invitations} empty="Nobody has been invited yet.">
        {(items) => (
          <ul aria-label="Invitations" className="border-t border-line">
            {items.map((item) => (
              <InvitationRow key={item.id} invitation={item} onWithdrawn={withdrawn} />
            ))}
          </ul>
        )}
      </Paged>
      <Button look="outline" className="self-start" onClick={() => setIsMaking(true)}>
        Make an invitation…
      </Button>
      {isMaking && <InvitationDialog onMake={make} onClose={() => setIsMaking(false)} />}
      {link && (
        <SecretOnce
          title="Invitation link"
          hint="Send it to whom you want to invite."
          secret={link}
          onClose={() => setLink('')}
        />
      )}
    </Section>
  )
}
