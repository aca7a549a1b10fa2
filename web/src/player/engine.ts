/** What the player asks of an audio engine; an engine knows sources and time, never the queue. */

export interface Source {
  /** Names this place in the queue, not the track. */
  uid: string
  /** Address of the HLS master playlist; it expires. */
  hlsUrl: string
}

export type EngineEvent =
  | { type: 'playing' }
  | { type: 'paused' }
  /** Wants to play but has no sound to give. */
  | { type: 'stall' }
  | { type: 'resume' }
  | { type: 'time' }
  /** The enqueued source has begun. */
  | { type: 'track'; uid: string }
  /** The last source has ended. */
  | { type: 'queueend' }
  /** `expired`: the addresses are no longer good; `network`: nothing answers; `media`: cannot be decoded. */
  | { type: 'fail'; reason: 'expired' | 'network' | 'media' }
  /** The browser wants a press before sound may start. */
  | { type: 'blocked' }

export interface AudioEngine {
  /** Replaces everything and gets ready at a position; does not start by itself. */
  load(source: Source, positionMs: number): void
  /** Names the source that follows without a pause. */
  enqueue(source: Source): void
  dropUpcoming(): void
  play(): void
  pause(): void
  seek(positionMs: number): void
  setVolume(volume: number): void
  readonly positionMs: number
  /** End of the buffered range around the position. */
  readonly bufferedMs: number
}

export type EngineListener = (event: EngineEvent) => void
export type CreateEngine = (
  audio: HTMLAudioElement,
  listener: EngineListener,
) => Promise<AudioEngine>
