/** Lets what the server answers to a change of an artist into the cache. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

import { HISTORY_KEY } from '@/api/history'
import { artistQuery, keys } from '@/api/queries'
import type { ArtistDetail } from '@/api/types'

/** `ref`: by which the page has fetched the artist; a new address is another one. */
export function useArtistChange(ref: string) {
  const client = useQueryClient()
  return useCallback(
    (artist: ArtistDetail) => {
      for (const each of [ref, artist.slug]) client.setQueryData(artistQuery(each).queryKey, artist)
      for (const queryKey of [['artist'], keys.myArtists, [HISTORY_KEY]])
        void client.invalidateQueries({ queryKey })
    },
    [client, ref],
  )
}
