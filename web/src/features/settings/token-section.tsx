/** Personal access tokens: for scripts and other programs. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { createToken, type NewToken, revokeToken, type Token, tokensQuery } from '@/api/access'
import { Button } from '@/ui/button'
import { Loaded } from '@/ui/loaded'
import { Tag } from '@/ui/row'
import { SecretOnce } from '@/ui/secret-once'
import { Section, useTelling } from '@/ui/section'
import { Empty } from '@/ui/states'
import { When } from '@/ui/when'

import { AccessRow } from './access-row'
import { scopeLabel } from './scopes'
import { TokenDialog } from './token-dialog'

const INTRO =
  'For scripts and programs of your own that speak to this server. A token does only what you let it do.'

export function TokenSection() {
  const telling = useTelling()
  const tokens = useQuery(tokensQuery)
  const [isMaking, setIsMaking] = useState(false)
  const [made, setMade] = useState<{ name: string; token: string }>()
  const make = async (token: NewToken) => {
    setMade(await createToken(token))
    setIsMaking(false)
    await tokens.refetch()
  }
  const revoked = (name: string) => {
    telling.tell(`“${name}” no longer works.`, true)
    void tokens.refetch()
  }
  return (
    <Section title="Access tokens" intro={INTRO} telling={telling}>
      <Loaded query={tokens} bone="h-24">
        {({ items }) => <TokenList tokens={items} onRevoked={revoked} />}
      </Loaded>
      <Button look="outline" className="self-start" onClick={() => setIsMaking(true)}>
        Make a token…
      </Button>
      {isMaking && <TokenDialog onMake={make} onClose={() => setIsMaking(false)} />}
      {made && (
        <SecretOnce
          title={`Token for ${made.name}`}
          hint="Give it to your program, which sends it as “Authorization: Bearer …”."
          secret={made.token}
          onClose={() => setMade(undefined)}
        />
      )}
    </Section>
  )
}

interface TokenListProps {
  tokens: Token[]
  onRevoked: (name: string) => void
}

function TokenList({ tokens, onRevoked }: TokenListProps) {
  if (tokens.length === 0) return <Empty sentence="You have no token yet." />
  return (
    <ul aria-label="Access tokens" className="border-t border-line">
      {tokens.map((token) => (
        <AccessRow
          key={token.id}
          item={token}
          tags={<Tag>{token.scopes.map(scopeLabel).join(' · ')}</Tag>}
          facts={<TokenFacts token={token} />}
          ends="Programs that use it are refused from then on."
          onRevoke={() => revokeToken(token.id)}
          onRevoked={() => onRevoked(token.name)}
        />
      ))}
    </ul>
  )
}

function TokenFacts({ token }: { token: Token }) {
  const [now] = useState(Date.now)
  const isOver = token.expires_at !== null && Date.parse(token.expires_at) <= now
  return (
    <>
      {token.expires_at && (
        <>
          {isOver ? ' · ended ' : ' · until '}
          <When at={token.expires_at} isDay />
        </>
      )}
      {' · ends with '}
      <code>{token.last_four}</code>
    </>
  )
}
