/** Starts the app: cache, player, router. */
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { ApiError, isStatus } from '@/api/problem'
import { keys, meQuery } from '@/api/me'
import { createAppRouter } from '@/app/router'
import { connectMediaSession } from '@/player/media-session'
import { Player } from '@/player/player'
import { PlayerContext } from '@/player/react'

import './styles/main.css'

/** The audio element stands outside React, so that no screen can take the music with it. */
function createAudio(): HTMLAudioElement {
  const audio = document.createElement('audio')
  audio.id = 'segue-audio'
  audio.preload = 'auto'
  document.body.append(audio)
  return audio
}

/** A refused session means that who is signed in has changed. */
const onError = (error: unknown) => {
  if (isStatus(error, 401)) void client.invalidateQueries({ queryKey: keys.me })
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => !(error instanceof ApiError && error.status < 500) && count < 2,
    },
  },
})

const player = new Player({
  audio: createAudio(),
  createEngine: async (audio, listener) => {
    const { HlsEngine } = await import('@/player/hls-engine')
    return new HlsEngine(audio, listener)
  },
})
connectMediaSession(player)
void client.prefetchQuery(meQuery)
// Safari has no requestIdleCallback; there the engine comes with the first press.
window.requestIdleCallback?.(() => player.warm())
const router = createAppRouter(client)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <PlayerContext value={player}>
        <RouterProvider router={router} />
      </PlayerContext>
    </QueryClientProvider>
  </StrictMode>,
)
