/** Lets live messages into the cache: uploads are patched in place, releases are fetched again. */
import type { QueryClient } from '@tanstack/react-query'

import { CASE, CASES } from '@/api/cases'
import type { LiveMessage } from '@/api/live'
import { type Export, exportsQuery } from '@/api/personal-data'
import { keys } from '@/api/queries'
import { ownReportsQuery } from '@/api/reports'
import type { ReleaseDetail, Track, Upload } from '@/api/types'

function withUpload(track: Track, upload: Upload): Track {
  if (track.next_upload?.id === upload.id) return { ...track, next_upload: upload }
  return track.upload?.id === upload.id ? { ...track, upload, state: upload.state } : track
}

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

/** One that is not shown yet is fetched with the rest. */
function applyExport(client: QueryClient, changed: Export): void {
  const { queryKey } = exportsQuery
  const shown = client.getQueryData(queryKey)
  if (!shown?.items.some(({ id }) => id === changed.id))
    return void client.invalidateQueries({ queryKey })
  const items = shown.items.map((item) => (item.id === changed.id ? changed : item))
  client.setQueryData(queryKey, { items })
}

function refetchTeams(client: QueryClient): void {
  for (const queryKey of [['team'], ['artist'], keys.myArtists])
    void client.invalidateQueries({ queryKey })
}

function refetchCases(client: QueryClient, id: string): void {
  for (const queryKey of [[CASES], [CASE, id]]) void client.invalidateQueries({ queryKey })
}

export function applyLive(client: QueryClient, { topic, id, data }: LiveMessage): void {
  if (topic === 'catalog.release_changed') return refetchCatalog(client)
  if (topic === 'accounts.export_changed') return applyExport(client, data as Export)
  if (topic === 'artists.team_changed') return refetchTeams(client)
  if (topic === 'moderation.notices_changed')
    return void client.invalidateQueries({ queryKey: ['notices'] })
  if (topic === 'moderation.queue_changed') return refetchCases(client, id)
  if (topic === 'moderation.report_decided')
    return void client.invalidateQueries({ queryKey: ownReportsQuery.queryKey })
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
