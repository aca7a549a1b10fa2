/** What the team does with one track: its fields, people, genres and files. */
import { queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { Styles } from './genres'
import { keys } from './queries'
import type { components } from './schema'

type Schemas = components['schemas']

export type TrackChanges = Schemas['TrackChanges']
export type Credit = Schemas['CreditOut']
export type NewCredit = Schemas['CreditIn']
export type CreditRole = Schemas['CreditRole']
export type Master = Schemas['MasterOut']
export type PastMaster = Schemas['PastMasterOut']
export type RawTags = Schemas['RawTagsOut']

const of = (track: string) => ({ params: { path: { ref: track } } })

/** Raises ApiError by field, or with `conflict`. */
export const changeTrack = (track: string, body: TrackChanges) =>
  unwrap(client.PATCH('/api/v1/tracks/{ref}', { ...of(track), body }))

export const setTrackCredits = (track: string, credits: NewCredit[], version: number) =>
  unwrap(client.PUT('/api/v1/tracks/{ref}/credits', { ...of(track), body: { credits, version } }))

export const setTrackGenres = (track: string, chosen: Styles, version: number) =>
  unwrap(client.PUT('/api/v1/tracks/{ref}/genres', { ...of(track), body: { ...chosen, version } }))

/** Goes stale with the track. */
export const mastersQuery = (track: string) =>
  queryOptions({
    queryKey: [...keys.track, track, 'masters'],
    queryFn: () => unwrap(client.GET('/api/v1/tracks/{ref}/masters', of(track))),
  })

/** Goes stale with the track. */
export const rawTagsQuery = (track: string) =>
  queryOptions({
    queryKey: [...keys.track, track, 'tags'],
    queryFn: () => unwrap(client.GET('/api/v1/tracks/{ref}/tags', of(track))),
  })

/** Announces another file; its bytes go to `next_upload`. */
export const announceMaster = (track: string, fileName: string, bytes: number) =>
  unwrap(
    client.POST('/api/v1/tracks/{ref}/masters', {
      ...of(track),
      body: { file_name: fileName, bytes },
    }),
  )

export const cancelReplacement = (track: string) =>
  unwrap(client.DELETE('/api/v1/tracks/{ref}/masters/next', of(track)))

export const restoreMaster = (track: string, master: string) =>
  unwrap(
    client.POST('/api/v1/tracks/{ref}/masters/{master_id}/restore', {
      params: { path: { ref: track, master_id: master } },
    }),
  )
