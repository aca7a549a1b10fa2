/** What the player shows, outside React; the position is not in it, because it changes all the time. */
import { createStore } from 'zustand/vanilla'

import type { Cover } from '@/api/types'

import { emptyQueue, type Queue } from './queue'

/** What the player needs to know of a track. */
export interface PlayerTrack {
  id: string
  slug: string
  title: string
  duration_ms: number | null
  artist: { name: string; slug: string }
  release: { id: string; title: string; slug: string }
  cover: Cover | null
}

export interface PlayerError {
  message: string
  /** Tries by itself again and again, so that nothing has to be pressed. */
  isRetrying: boolean
}

export interface PlayerState {
  queue: Queue<PlayerTrack>
  /** Stays the last one when the queue has ended. */
  track: PlayerTrack | null
  /** What the listener wants; sound may lag behind. */
  isPlaying: boolean
  /** Wants to play but no sound comes. */
  isStalled: boolean
  error: PlayerError | null
  peaks: number[]
  durationMs: number
  volume: number
  isMuted: boolean
}

const VOLUME_KEY = 'segue.volume'

function savedVolume(): number {
  const saved = Number(localStorage.getItem(VOLUME_KEY) ?? '1')
  return saved >= 0 && saved <= 1 ? saved : 1
}

export const createPlayerStore = () => {
  const store = createStore<PlayerState>(() => ({
    queue: emptyQueue(),
    track: null,
    isPlaying: false,
    isStalled: false,
    error: null,
    peaks: [],
    durationMs: 0,
    volume: savedVolume(),
    isMuted: false,
  }))
  store.subscribe(({ volume }, before) => {
    if (volume !== before.volume) localStorage.setItem(VOLUME_KEY, String(volume))
  })
  return store
}

export type PlayerStore = ReturnType<typeof createPlayerStore>
