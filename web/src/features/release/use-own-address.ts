/** A past address, or the id, gives way to the present one. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'

import { releaseQuery } from '@/api/queries'
import { previewQuery } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'

export function useOwnAddress(
  release: ReleaseDetail | undefined,
  ref: string,
  isPreview: boolean,
): void {
  const client = useQueryClient()
  const navigate = useNavigate()
  useEffect(() => {
    if (!release || release.slug === ref) return
    const { slug } = release
    // Shown at once under its own address, too.
    client.setQueryData((isPreview ? previewQuery(slug) : releaseQuery(slug)).queryKey, release)
    void navigate({
      to: '/release/$ref',
      params: { ref: slug },
      search: isPreview ? { as: 'listener' } : {},
      replace: true,
    })
  }, [release, ref, isPreview, client, navigate])
}
