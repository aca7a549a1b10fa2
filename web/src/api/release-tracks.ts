/** Calls about a release's tracks together: their order, many at once, their table, their bin. */
import { queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { Styles } from './genres'
import type { components } from './schema'

type Schemas = components['schemas']

export type TrackChange = Schemas['OneOfTracks']
export type RemovedTrack = Schemas['RemovedTrackOut']
export type TableOutcome = Schemas['TableOutcome']
type Credit = Schemas['CreditIn']

const of = (ref: string) => ({ params: { path: { ref } } })

/** A disc that has no tracks isn't sent. Raises ApiError, with `conflict` where others moved tracks. */
export const orderTracks = (
  release: string,
  discs: { number: number; title: string; trackIds: string[] }[],
  version: number | null,
) =>
  unwrap(
    client.PUT('/api/v1/releases/{ref}/track-order', {
      ...of(release),
      body: {
        version,
        discs: discs.map(({ trackIds, ...disc }) => ({ ...disc, track_ids: trackIds })),
      },
    }),
  )

/** All of them or none. */
export const changeTracks = (release: string, tracks: TrackChange[], version: number) =>
  unwrap(
    client.PATCH('/api/v1/releases/{ref}/tracks', { ...of(release), body: { tracks, version } }),
  )

/** Each of the tracks has these credits then, and no others. */
export const creditTracks = (
  release: string,
  trackIds: string[],
  credits: Credit[],
  version: number,
) =>
  unwrap(
    client.PUT('/api/v1/releases/{ref}/tracks/credits', {
      ...of(release),
      body: { track_ids: trackIds, credits, version },
    }),
  )

/** Each of the tracks has these genres and moods then, and no others. */
export const styleTracks = (release: string, trackIds: string[], chosen: Styles, version: number) =>
  unwrap(
    client.PUT('/api/v1/releases/{ref}/tracks/genres', {
      ...of(release),
      body: { track_ids: trackIds, ...chosen, version },
    }),
  )

/** Every change of the release has its own version: so what is shown is never old. */
export const removedTracksQuery = (release: string, version: number | null) =>
  queryOptions({
    queryKey: ['removed-tracks', release, version],
    queryFn: () => unwrap(client.GET('/api/v1/releases/{ref}/bin', of(release))),
    placeholderData: (shown?: RemovedTrack[]) => shown,
  })

export const restoreTrack = (track: string) =>
  unwrap(client.POST('/api/v1/tracks/{ref}/restoration', of(track)))

/** With its files, also out of the bin. */
export const eraseTrack = (track: string) =>
  unwrap(
    client.DELETE('/api/v1/tracks/{ref}', {
      params: { path: { ref: track }, query: { for_good: true } },
    }),
  )

export const tableAddress = (release: string): string =>
  `/api/v1/releases/${encodeURIComponent(release)}/tracks.csv`

/** With `isDryRun` it only tells what would change. Raises ApiError, with `rows` where the table can't be used. */
export const changeByTable = (release: string, table: Blob, isDryRun: boolean) =>
  unwrap(
    client.PUT('/api/v1/releases/{ref}/tracks.csv', {
      params: { path: { ref: release }, query: { dry_run: isDryRun } },
      body: '',
      bodySerializer: () => table,
      headers: { 'Content-Type': 'text/csv' },
    }),
  )
