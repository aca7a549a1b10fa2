/** One's own data: to take along, or to erase with the account. */
import { queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

export type Export = Schemas['ExportOut']
export type Deletion = Schemas['DeletionOut']

export const exportsQuery = queryOptions({
  queryKey: ['exports'],
  queryFn: () => unwrap(client.GET('/api/v1/me/exports')),
})

export const startExport = (withFiles: boolean) =>
  unwrap(client.POST('/api/v1/me/exports', { body: { with_files: withFiles } }))

const fileOf = (id: string) => ({ params: { path: { export_id: id } } })

export const exportFileUrl = (id: string) => `/api/v1/me/exports/${id}/file`

/** Asks for the file as the download will, so that a refusal is shown here; its bytes are let go. */
export async function checkExportFile(id: string): Promise<void> {
  const stop = new AbortController()
  const request = { ...fileOf(id), parseAs: 'stream', signal: stop.signal } as const
  await unwrap(client.GET('/api/v1/me/exports/{export_id}/file', request))
  stop.abort()
}

export const deletionQuery = queryOptions({
  queryKey: ['deletion'],
  queryFn: () => unwrap(client.GET('/api/v1/me/deletion')),
})

export const requestDeletion = (withArtists: boolean) =>
  unwrap(client.PUT('/api/v1/me/deletion', { body: { with_artists: withArtists } }))

export const cancelDeletion = () => unwrap(client.DELETE('/api/v1/me/deletion'))
