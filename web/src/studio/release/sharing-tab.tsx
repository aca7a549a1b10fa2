/** Share links: who may hear the release before it is out, or while it is private. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { createShareLink, type NewShareLink, shareLinksQuery } from '@/api/shares'
import { Button } from '@/ui/button'
import { Paged } from '@/ui/paged'
import { SecretOnce } from '@/ui/secret-once'
import { Section, useTelling } from '@/ui/section'

import { may, TAB_PAGE, useEditedRelease } from './edited-release'
import { LookOnly } from './look-only'
import { ShareLinkDialog } from './share-link-dialog'
import { ShareLinkRow } from './share-link-row'

const INTRO =
  'For press and friends: whoever opens such a link hears the release as a listener, whatever its state, until the link ends. Give each its own, and you see who came.'
const HINT =
  'Send it to whom it is for. Whoever has this address can open it, until the link ends or its count is used up.'

const addressOf = (token: string): string => `${window.location.origin}/share#${token}`

export function SharingTab() {
  const release = useEditedRelease()
  if (!may(release, 'publish')) return <LookOnly release={release} />
  return (
    <div className={TAB_PAGE}>
      <Sharing id={release.id} />
    </div>
  )
}

function Sharing({ id }: { id: string }) {
  const telling = useTelling()
  const client = useQueryClient()
  const links = useInfiniteQuery(shareLinksQuery(id))
  const [isMaking, setIsMaking] = useState(false)
  const [made, setMade] = useState<{ name: string; token: string }>()
  const refetch = () => client.invalidateQueries({ queryKey: shareLinksQuery(id).queryKey })
  const make = async (link: NewShareLink) => {
    setMade(await createShareLink(id, link))
    setIsMaking(false)
    await refetch()
  }
  const revoked = (name: string) => {
    telling.tell(`“${name}” no longer works.`, true)
    void refetch()
  }
  return (
    <Section title="Share links" intro={INTRO} telling={telling}>
      <Paged query={links} empty="Nobody was given a link yet.">
        {(items) => (
          <ul aria-label="Share links" className="border-t border-line">
            {items.map((link) => (
              <ShareLinkRow key={link.id} release={id} link={link} onRevoked={revoked} />
            ))}
          </ul>
        )}
      </Paged>
      <Button look="outline" className="self-start" onClick={() => setIsMaking(true)}>
        Make a link…
      </Button>
      {isMaking && <ShareLinkDialog onMake={make} onClose={() => setIsMaking(false)} />}
      {made && (
        <SecretOnce
          title={`Link for ${made.name}`}
          hint={HINT}
          secret={addressOf(made.token)}
          onClose={() => setMade(undefined)}
        />
      )}
    </Section>
  )
}
