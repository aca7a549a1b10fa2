/** What an artist's team says about the artist: words, pictures, the address; what it has deleted, and the mark. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

import { listReleases } from './catalog'
import { client, unwrap } from './client'
import { ApiError } from './problem'
import { keys } from './queries'
import type { components } from './schema'

type Schemas = components['schemas']

export type ArtistChanges = Omit<Schemas['ArtistChanges'], 'version'>
export type ArtistPicture = Schemas['ArtistPictureOut']
export type CaptionedPicture = Schemas['ArtistPictureIn']
export type Quota = Schemas['ArtistQuotaOut']
export type RemovedRelease = Schemas['RemovedReleaseOut']
export type CreditedOn = Schemas['CreditedOnOut']

const of = (ref: string) => ({ params: { path: { ref } } })

/** Refusals that are about one field, but come without its name. */
const FIELD_OF: Record<string, string> = {
  'artists.name_empty': 'name',
  'kernel.slug_unreadable': 'slug',
  'kernel.slug_taken': 'slug',
  'kernel.slug_changed_too_often': 'slug',
}

function besideField(error: unknown): never {
  const field = error instanceof ApiError ? FIELD_OF[error.code] : undefined
  if (!(error instanceof ApiError) || !field) throw error
  throw new ApiError(error.status, error.code, error.message, { [field]: error.message })
}

/** Raises ApiError by field (`links.0.url`), or with `conflict`. */
export const changeArtist = (ref: string, changes: ArtistChanges, version: number) =>
  unwrap(
    client.PATCH('/api/v1/artists/{ref}', { ...of(ref), body: { ...changes, version } }),
  ).catch(besideField)

/** The former addresses lead on to it. Raises ApiError with the field `slug`, or with `conflict`. */
export const setArtistSlug = (ref: string, slug: string, version: number) =>
  unwrap(client.PUT('/api/v1/artists/{ref}/slug', { ...of(ref), body: { slug, version } })).catch(
    besideField,
  )

/** The image's own bytes; the server tells what they are by themselves. */
const bytesOf = (image: File) => ({
  body: '',
  bodySerializer: () => image,
  headers: { 'Content-Type': 'application/octet-stream' },
})

export const setArtistImage = (ref: string, image: File) =>
  unwrap(client.PUT('/api/v1/artists/{ref}/image', { ...of(ref), ...bytesOf(image) }))

export const removeArtistImage = (ref: string) =>
  unwrap(client.DELETE('/api/v1/artists/{ref}/image', of(ref)))

export const addArtistPicture = (ref: string, image: File) =>
  unwrap(client.POST('/api/v1/artists/{ref}/gallery', { ...of(ref), ...bytesOf(image) }))

/** All of them, each once, in their order. Raises ApiError, also with `conflict`. */
export const arrangeArtistGallery = (ref: string, pictures: CaptionedPicture[], version: number) =>
  unwrap(client.PUT('/api/v1/artists/{ref}/gallery', { ...of(ref), body: { pictures, version } }))

export const removeArtistPicture = (ref: string, picture: string) =>
  unwrap(
    client.DELETE('/api/v1/artists/{ref}/gallery/{picture_id}', {
      params: { path: { ref, picture_id: picture } },
    }),
  )

/** With its team and drafts, and with `hasMusic` also what is public. */
export const deleteArtist = (ref: string, hasMusic: boolean) =>
  unwrap(
    client.DELETE('/api/v1/artists/{ref}', {
      params: { path: { ref }, query: { with_music: hasMusic } },
    }),
  )

export const quotaQuery = (ref: string) =>
  queryOptions({
    queryKey: ['artist', ref, 'quota'],
    queryFn: () => unwrap(client.GET('/api/v1/artists/{ref}/quota', of(ref))),
    staleTime: 60_000,
  })

/** Without `bytes` as the server's setting says, 0 for no limit. Raises ApiError by field. */
export const setQuota = (ref: string, bytes: number | null, reason: string) =>
  unwrap(
    client.PUT('/api/v1/artists/{ref}/quota', {
      ...of(ref),
      body: { quota_bytes: bytes, reason },
    }),
  )

/** The tracks of all releases, drafts too. */
export const artistTableAddress = (ref: string): string =>
  `/api/v1/artists/${encodeURIComponent(ref)}/tracks.csv`

/** With `isDryRun` it only tells what would change. Raises ApiError, with `table` or `conflict`. */
export const changeByArtistTable = (ref: string, table: Blob, isDryRun: boolean) =>
  unwrap(
    client.PUT('/api/v1/artists/{ref}/tracks.csv', {
      params: { path: { ref }, query: { dry_run: isDryRun } },
      body: '',
      bodySerializer: () => table,
      headers: { 'Content-Type': 'text/csv' },
    }),
  )

const firstPage = undefined as string | undefined
const pages = {
  initialPageParam: firstPage,
  getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor ?? undefined,
}

export const removedReleasesQuery = (ref: string) =>
  infiniteQueryOptions({
    queryKey: ['artist', ref, 'bin'],
    queryFn: ({ pageParam: cursor }) =>
      unwrap(
        client.GET('/api/v1/artists/{ref}/bin', {
          params: { path: { ref }, query: { cursor, limit: 25 } },
        }),
      ),
    ...pages,
  })

export const restoreRelease = (id: string) =>
  unwrap(client.POST('/api/v1/releases/{ref}/restoration', of(id)))

/** Releases of others. */
export const creditedOnQuery = (ref: string) =>
  infiniteQueryOptions({
    queryKey: ['artist', ref, 'credited-on'],
    queryFn: ({ pageParam: cursor }) =>
      unwrap(
        client.GET('/api/v1/artists/{ref}/credits', {
          params: { path: { ref }, query: { cursor, limit: 100, own: false } },
        }),
      ),
    ...pages,
  })

/** All that the viewer may see of the artist, newest first. */
export const artistReleasesQuery = (ref: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.releases, ref, 'by kind'],
    queryFn: ({ pageParam: cursor }) => listReleases({ artist: ref, cursor, limit: 100 }),
    ...pages,
  })

/** Raises ApiError with the field `reason`. */
export const verifyArtist = (ref: string, reason: string) =>
  unwrap(client.PUT('/api/v1/artists/{ref}/verification', { ...of(ref), body: { reason } }))

/** Raises ApiError with the field `reason`. */
export const removeVerification = (ref: string, reason: string) =>
  unwrap(client.DELETE('/api/v1/artists/{ref}/verification', { ...of(ref), body: { reason } }))
