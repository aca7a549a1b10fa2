/** Lets live messages into the cache: uploads are patched in place, releases are fetched again. */
import type { QueryClient } from '@tanstack/react-query'

import type { LiveMessage } from '@/api/live'
import { keys } from '@/api/queries'
import type { ReleaseDetail, Track, Upload } from '@/api/types'

const withUpload = (track: Track, upload: Upload): Track =>
  track.upload?.id === upload.id ? { ...track, upload, state: upload.state } : track

export const patchRelease = (release: ReleaseDetail, upload: Upload): ReleaseDetail => ({
  ...release,
  tracks: release.tracks.map((track) => withUpload(track, upload)),
})

const isSettled = ({ state }: Upload): boolean => state === 'ready' || state === 'failed'

function refetchCatalog(client: QueryClient): void {
  for (const queryKey of [keys.release, keys.releases, keys.track])
    void client.invalidateQueries({ queryKey })
}

/** Pushes that only tell of more qualities bring nothing else with them. */
function isShown(client: QueryClient, upload: Upload): boolean {
  const releases = client.getQueriesData<ReleaseDetail>({ queryKey: keys.release })
  const tracks = releases.flatMap(([, release]) => release?.tracks ?? [])
  return tracks.some((track) => track.upload?.id === upload.id && track.state === upload.state)
}

export function applyLive(client: QueryClient, { topic, data }: LiveMessage): void {
  if (topic === 'catalog.release_changed') return refetchCatalog(client)
  if (topic !== 'media.upload_changed') return
  const upload = data as Upload
  const isNews = isSettled(upload) && !isShown(client, upload)
  client.setQueriesData<ReleaseDetail>(
    { queryKey: keys.release },
    (release) => release && patchRelease(release, upload),
  )
  // Titles, lengths and covers come with the last step.
  if (isNews) refetchCatalog(client)
}

/** After a gap anything may have changed. */
export const refetchShown = (client: QueryClient): void => void client.invalidateQueries()
