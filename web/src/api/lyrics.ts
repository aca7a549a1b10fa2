/** The words of a track, by language. */
import { queryOptions } from '@tanstack/react-query'

import { client, unwrap } from './client'
import { keys } from './queries'
import type { components } from './schema'

type Schemas = components['schemas']

export type Lyrics = Schemas['LyricsOut']
export type LyricsLine = Schemas['LyricsLineOut']

/** As the server has it: what nobody said. */
export const UNKNOWN_LANGUAGE = 'und'

const of = (track: string, language: string) => ({ params: { path: { ref: track, language } } })

/** Goes stale with the track. */
export const lyricsQuery = (track: string) =>
  queryOptions({
    queryKey: [...keys.track, track, 'lyrics'],
    queryFn: () =>
      unwrap(client.GET('/api/v1/tracks/{ref}/lyrics', { params: { path: { ref: track } } })),
  })

/** Raises ApiError, which names the line that can't be read, or has a `conflict`. */
export const setLyrics = (track: string, language: string, text: string, version: number) =>
  unwrap(
    client.PUT('/api/v1/tracks/{ref}/lyrics/{language}', {
      ...of(track, language),
      body: { text, version },
    }),
  )

export const removeLyrics = (track: string, language: string, version: number) =>
  unwrap(
    client.DELETE('/api/v1/tracks/{ref}/lyrics/{language}', {
      params: { ...of(track, language).params, query: { version } },
    }),
  )

/** Of the LRC file. */
export const lrcAddress = (track: string, language: string): string =>
  `/api/v1/tracks/${encodeURIComponent(track)}/lyrics/${encodeURIComponent(language)}.lrc`
