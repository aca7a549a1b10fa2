/** Calls about artists, releases, tracks and uploads. */
import { client, unwrap } from './client'

const ref = (value: string) => ({ params: { path: { ref: value } } })

export const getArtist = (artist: string) =>
  unwrap(client.GET('/api/v1/artists/{ref}', ref(artist)))

/** The artists that the viewer is on the team of. */
export const listMyArtists = () =>
  unwrap(client.GET('/api/v1/artists', { params: { query: { mine: true, limit: 100 } } }))

export const createArtist = (name: string) =>
  unwrap(client.POST('/api/v1/artists', { body: { name } }))

export const listReleases = (query: { artist?: string; cursor?: string; limit?: number } = {}) =>
  unwrap(client.GET('/api/v1/releases', { params: { query } }))

export const getRelease = (release: string) =>
  unwrap(client.GET('/api/v1/releases/{ref}', ref(release)))

export const createRelease = (artistId: string) =>
  unwrap(
    client.POST('/api/v1/releases', { body: { artist_id: artistId, publish_when_ready: true } }),
  )

export const deleteRelease = (release: string) =>
  unwrap(client.DELETE('/api/v1/releases/{ref}', ref(release)))

/** The image's own bytes; the server tells what they are by themselves. */
export const setCover = (release: string, image: File) =>
  unwrap(
    client.PUT('/api/v1/releases/{ref}/cover', {
      ...ref(release),
      body: '',
      bodySerializer: () => image,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  )

export const removeCover = (release: string) =>
  unwrap(client.DELETE('/api/v1/releases/{ref}/cover', ref(release)))

/** After the last track of this disc, or of all. */
export const addTrack = (release: string, fileName: string, bytes: number, disc: number | null) =>
  unwrap(
    client.POST('/api/v1/releases/{ref}/tracks', {
      ...ref(release),
      body: { file_name: fileName, bytes, disc_number: disc },
    }),
  )

export const getTrack = (track: string) => unwrap(client.GET('/api/v1/tracks/{ref}', ref(track)))

export const deleteTrack = (track: string) =>
  unwrap(client.DELETE('/api/v1/tracks/{ref}', ref(track)))

export const retryUpload = (id: string) =>
  unwrap(client.POST('/api/v1/uploads/{upload_id}/retry', { params: { path: { upload_id: id } } }))
