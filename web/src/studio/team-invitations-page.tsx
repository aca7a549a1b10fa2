/** Invitations to teams: the one of a letter's link, and those to one's own addresses. */
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'

import { isStatus, messageOf } from '@/api/problem'
import { meQuery } from '@/api/queries'
import { signInOptionsQuery } from '@/api/sign-in-options'
import { invitedQuery, myInvitationsQuery } from '@/api/team'
import { ButtonLink } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { Loaded } from '@/ui/loaded'
import { Redirect } from '@/ui/redirect'
import { Section, useTelling } from '@/ui/section'
import { Empty } from '@/ui/states'

import { takeInvitationToken } from './invitation-token'
import { INLINE_LINK } from './inline-link'
import { InvitedRow } from './invited-row'
import { ROLE_HINTS, ROLE_LABELS } from './team-roles'

const HERE = '/team-invitations'

export function TeamInvitationsPage() {
  // Another letter's link, opened in this tab, changes nothing but the address.
  const { hash, searchStr } = useLocation()
  const token = takeInvitationToken({ hash, search: searchStr })
  const me = useQuery(meQuery)
  return (
    <div className="mx-auto flex max-w-180 flex-col gap-6 py-4">
      <Heading title="Team invitations">Team invitations</Heading>
      <Loaded query={me} bone="h-40">
        {({ user }) => {
          if (user) return <Mine key={token} token={token} />
          return token ? <SignedOut token={token} /> : <Redirect to="/sign-in" next={HERE} />
        }}
      </Loaded>
    </div>
  )
}

/** Signed in: what waits for an answer. */
function Mine({ token }: { token: string }) {
  const telling = useTelling()
  const [isAnswered, setIsAnswered] = useState(false)
  const own = useQuery(myInvitationsQuery)
  const found = useQuery({ ...invitedQuery(token), enabled: token !== '' && !isAnswered })
  const letter = isAnswered ? undefined : found.data
  const others = own.data?.items.filter(({ id }) => id !== letter?.id) ?? []
  const shown = letter ? [letter, ...others] : others
  const answered = (words: string) => {
    telling.tell(words, true)
    setIsAnswered(true)
    void own.refetch()
  }
  return (
    <Section title="Waiting for your answer" telling={telling}>
      {!isAnswered && isStatus(found.error, 404) && (
        <p role="alert" className="font-medium text-warn">
          {messageOf(found.error)}.
        </p>
      )}
      <Loaded query={own} bone="h-24">
        {() =>
          shown.length === 0 ? (
            <Empty
              sentence="No invitation waits for you. If one came to another address than yours here, open the link of that letter."
              action={<ButtonLink to="/studio">Go to the studio</ButtonLink>}
            />
          ) : (
            <ul aria-label="Team invitations" className="border-t border-line">
              {shown.map((invited) => (
                <InvitedRow
                  key={invited.id}
                  invited={invited}
                  token={invited.id === letter?.id ? token : ''}
                  onAnswered={answered}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}

/** Signed out: what the letter is about, and the ways in. */
function SignedOut({ token }: { token: string }) {
  const found = useQuery(invitedQuery(token))
  if (isStatus(found.error, 404)) return <Empty sentence={`${messageOf(found.error)}.`} />
  return (
    <Loaded query={found} bone="h-40">
      {({ team, role, invited_by: inviter }) => (
        <div className="flex flex-col items-start gap-4">
          <p className="text-lg">
            <bdi>{inviter}</bdi> invites you to the team of{' '}
            <strong className="font-semibold">
              <bdi>{team.name}</bdi>
            </strong>{' '}
            as {ROLE_LABELS[role].toLowerCase()}.
          </p>
          <p className="text-ink2">{ROLE_HINTS[role]}</p>
          <ButtonLink to="/sign-in" search={{ next: HERE }}>
            Sign in to answer
          </ButtonLink>
          <NoAccount />
        </div>
      )}
    </Loaded>
  )
}

/** Where only the invited may sign up, the letter itself has the link for it. */
function NoAccount() {
  const mode = useQuery(signInOptionsQuery).data?.sign_up
  if (mode === 'invite')
    return <p className="text-ink2">No account yet? Open the letter’s other link to sign up.</p>
  if (mode !== 'open') return null
  return (
    <p className="text-ink2">
      No account yet?{' '}
      <Link to="/sign-up" search={{ next: HERE }} className={INLINE_LINK}>
        Sign up
      </Link>{' '}
      with the address that the letter came to.
    </p>
  )
}
