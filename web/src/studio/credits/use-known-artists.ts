/** Artists here that a name may lead to: one's own, those who have music out, and whose address was pasted. */
import { useQuery } from '@tanstack/react-query'

import { client, unwrap } from '@/api/client'
import { artistQuery, myArtistsQuery } from '@/api/queries'
import type { ComboboxOption } from '@/ui/combobox'

import { refOf } from '@/studio/ask-to-join'

const MAX_SHOWN = 8

const latestArtistsQuery = {
  queryKey: ['artists', 'latest'],
  queryFn: () => unwrap(client.GET('/api/v1/artists', { params: { query: { limit: 100 } } })),
  staleTime: 60_000,
}

export interface KnownArtist extends ComboboxOption {
  name: string
}

const isAddress = (text: string): boolean => text.includes('/artist')
const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()

export function useKnownArtists(text: string): KnownArtist[] {
  const typed = text.trim()
  const mine = useQuery(myArtistsQuery).data?.items ?? []
  const latest = useQuery(latestArtistsQuery).data?.items ?? []
  const pasted = useQuery({
    ...artistQuery(refOf(typed)),
    enabled: isAddress(typed) && refOf(typed) !== '',
    retry: false,
  }).data
  if (isAddress(typed)) return pasted ? [asOption(pasted)] : []
  if (!typed) return []
  const all = new Map([...mine, ...latest].map((artist) => [artist.id, artist]))
  return [...all.values()]
    .filter(({ name }) => folded(name).includes(folded(typed)))
    .slice(0, MAX_SHOWN)
    .map(asOption)
}

const asOption = ({ id, name, slug }: { id: string; name: string; slug: string }): KnownArtist => ({
  ...{ id, name, label: name },
  note: slug,
})
