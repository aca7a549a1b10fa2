/** Where the player gets a track's sound from. */
import { client, unwrap } from './client'

export const getStream = (track: string) =>
  unwrap(client.GET('/api/v1/tracks/{ref}/stream', { params: { path: { ref: track } } }))
