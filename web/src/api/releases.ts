/** What the editor of a release asks for besides its tracks: details, pictures, its address, its publication. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import { keys } from './queries'
import type { components } from './schema'
import type { ReleaseDetail } from './types'

type Schemas = components['schemas']

export type ReleaseChanges = Schemas['ReleaseChanges']
export type Visibility = Schemas['Visibility']
export type Missing = Schemas['MissingOut']
export type Picture = Schemas['PictureOut']
export type License = Schemas['LicenseOut']

const of = (ref: string) => ({ params: { path: { ref } } })

/** As everybody will get it once it is out. */
export const previewQuery = (ref: string) =>
  queryOptions({
    queryKey: [...keys.release, ref, 'listener'],
    queryFn: () =>
      unwrap(
        client.GET('/api/v1/releases/{ref}', {
          params: { path: { ref }, query: { as: 'listener' } },
        }),
      ),
  })

/** They change with Segue itself. */
export const licensesQuery = queryOptions({
  queryKey: ['licenses'],
  queryFn: () => unwrap(client.GET('/api/v1/licenses')),
  staleTime: Infinity,
})

/** What it lacks depends on the release and on how far its files are. */
export const checklistQuery = ({ id, version, tracks }: ReleaseDetail) =>
  queryOptions({
    queryKey: ['checklist', id, version, tracks.map(({ state }) => state).join(' ')],
    queryFn: () => unwrap(client.GET('/api/v1/releases/{ref}/checklist', of(id))),
    placeholderData: keepPreviousData,
  })

/** Raises ApiError by field, or with `conflict`. */
export const changeRelease = (id: string, body: ReleaseChanges) =>
  unwrap(client.PATCH('/api/v1/releases/{ref}', { ...of(id), body }))

/** From a moment on, in ISO 8601 with its zone; now without one. */
export const publishAt = (id: string, at: string | null, version: number) =>
  unwrap(client.PUT('/api/v1/releases/{ref}/publication', { ...of(id), body: { at, version } }))

/** What is scheduled is a draft again, what is out is withdrawn. */
export const withdrawRelease = (id: string, version: number) =>
  unwrap(
    client.DELETE('/api/v1/releases/{ref}/publication', {
      params: { path: { ref: id }, query: { version } },
    }),
  )

export const setVisibility = (id: string, visibility: Visibility, version: number) =>
  unwrap(
    client.PUT('/api/v1/releases/{ref}/visibility', { ...of(id), body: { visibility, version } }),
  )

/** The former addresses lead on to it. Raises ApiError. */
export const setReleaseSlug = (id: string, slug: string, version: number) =>
  unwrap(client.PUT('/api/v1/releases/{ref}/slug', { ...of(id), body: { slug, version } }))

export const setReleaseGenres = (
  id: string,
  chosen: Pick<Schemas['StyleIn'], 'genres' | 'moods'>,
  version: number,
) =>
  unwrap(client.PUT('/api/v1/releases/{ref}/genres', { ...of(id), body: { ...chosen, version } }))

export const setReleaseCredits = (id: string, credits: Schemas['CreditIn'][], version: number) =>
  unwrap(client.PUT('/api/v1/releases/{ref}/credits', { ...of(id), body: { credits, version } }))

/** The image's own bytes, as for covers. */
export const addPicture = (id: string, image: File) =>
  unwrap(
    client.POST('/api/v1/releases/{ref}/gallery', {
      ...of(id),
      body: '',
      bodySerializer: () => image,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  )

export type CaptionedPicture = Pick<Picture, 'id' | 'caption'>

/** All of them, each once, in their order. */
export const arrangeGallery = (id: string, pictures: CaptionedPicture[], version: number) =>
  unwrap(client.PUT('/api/v1/releases/{ref}/gallery', { ...of(id), body: { pictures, version } }))

export const removePicture = (id: string, picture: string, version: number) =>
  unwrap(
    client.DELETE('/api/v1/releases/{ref}/gallery/{picture_id}', {
      params: { path: { ref: id, picture_id: picture }, query: { version } },
    }),
  )
