/** What moderators decided about an artist's things, and what the team answers. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'

import { NOTICES_KEY, noticesQuery } from '@/api/notices'
import type { Artist } from '@/api/types'
import { Paged } from '@/ui/paged'
import { Section, useTelling } from '@/ui/section'

import { ArtistFrame } from './artist-frame'
import { NoticeRow } from './notice-row'

const route = getRouteApi('/studio/artists/$ref/notices')

const INTRO =
  'When somebody reports your page or music and the moderators decide to do something, it stands here with their reason.'

export function ArtistNoticesPage() {
  const { ref } = route.useParams()
  return (
    <ArtistFrame at={ref} page="Notices">
      {(artist) => <Notices artist={artist} />}
    </ArtistFrame>
  )
}

function Notices({ artist }: { artist: Artist }) {
  const notices = useInfiniteQuery(noticesQuery(artist.id))
  const client = useQueryClient()
  const telling = useTelling()
  const answered = () => {
    telling.tell('Your answer is sent. The moderators will look at it again.', true)
    void client.invalidateQueries({ queryKey: [NOTICES_KEY, artist.id] })
  }
  return (
    <Section title="Notices" intro={INTRO} telling={telling}>
      <Paged query={notices} empty="No notices. Nothing of this artist was objected to.">
        {(items) => (
          <ul aria-label="Notices, newest first" className="border-t border-line">
            {items.map((notice) => (
              <NoticeRow key={notice.id} artist={artist} notice={notice} onAnswered={answered} />
            ))}
          </ul>
        )}
      </Paged>
    </Section>
  )
}
