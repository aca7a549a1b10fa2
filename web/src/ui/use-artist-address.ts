/** A past address, or the id, gives way to the present one. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'

import { artistQuery } from '@/api/queries'
import type { ArtistDetail } from '@/api/types'

export function useArtistAddress(artist: ArtistDetail | undefined, ref: string): void {
  const client = useQueryClient()
  const navigate = useNavigate()
  useEffect(() => {
    if (!artist || artist.slug === ref) return
    client.setQueryData(artistQuery(artist.slug).queryKey, artist)
    void navigate({ to: '.', params: { ref: artist.slug }, replace: true })
  }, [artist, ref, client, navigate])
}
