/** The player: joins the queue, the engine and the stream answers; every verb is idempotent. */
import { getStream } from '@/api/stream'
import { ApiError, isStatus } from '@/api/problem'
import type { Stream } from '@/api/types'

import type { AudioEngine, CreateEngine, EngineEvent } from './engine'
import { addLast, addNext, next, peek, playContext, previous, type Queue } from './queue'
import { createPlayerStore, type PlayerState, type PlayerTrack } from './store'

const RESTART_AFTER_MS = 3000
const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 30_000
/** The same addresses refused this often without a second of sound: asking again will not help. */
const MAX_EXPIRIES = 2

/** While the server makes the sound of an imported track, which takes seconds: asked again, quietly at first. */
const BEING_MADE = new Set(['streaming.sound_being_made', 'media.many_are_waiting'])
const MADE_RETRY_MS = 500
const QUIET_TRIES = 4

const PREPARING = 'Preparing this track…'
const UNREACHABLE = "Can't reach the music server. Retrying…"
const GONE = 'This track is not available any more.'
const UNPLAYABLE = "This browser can't play this track."
const BLOCKED = 'Press Play to start the music.'

const isBeingMade = (error: unknown): boolean =>
  error instanceof ApiError && BEING_MADE.has(error.code)

export interface PlayerParts {
  audio: HTMLAudioElement
  createEngine: CreateEngine
  fetchStream?: (trackId: string) => Promise<Stream>
}

export class Player {
  readonly store = createPlayerStore()
  private engine: Promise<AudioEngine> | null = null
  private ready: AudioEngine | null = null
  /** Rises with every load, so that late answers for an older track are dropped. */
  private turn = 0
  private attempt = 0
  private expiries = 0
  /** How often the track's sound was not made yet, and whether it is time to ask again after a pause. */
  private waits = 0
  private isWaiting = false
  private failedAtMs = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private upcoming: Stream | null = null
  private readonly timeListeners = new Set<() => void>()
  private readonly fetchStream: (trackId: string) => Promise<Stream>
  /** Where the current source was asked to begin, until the engine has it. */
  private pendingMs: number | null = null

  constructor(private readonly parts: PlayerParts) {
    this.fetchStream = parts.fetchStream ?? getStream
    window.addEventListener('online', () => this.state.error?.isRetrying && this.reload())
  }

  get audio(): HTMLAudioElement {
    return this.parts.audio
  }

  get positionMs(): number {
    return this.pendingMs ?? this.ready?.positionMs ?? 0
  }

  get bufferedMs(): number {
    return this.pendingMs === null ? (this.ready?.bufferedMs ?? 0) : 0
  }

  /** Called whenever the position has moved, at about 4 Hz while playing. */
  onTime(listener: () => void): () => void {
    this.timeListeners.add(listener)
    return () => this.timeListeners.delete(listener)
  }

  /** Fetches the engine's code ahead of the first press. */
  warm(): void {
    // A failure here is told when somebody presses Play.
    this.getEngine().catch(() => undefined)
  }

  playTracks(tracks: PlayerTrack[], start = 0, positionMs = 0): void {
    this.moveTo(playContext(this.state.queue, tracks, start), positionMs)
  }

  addNext(tracks: PlayerTrack[]): void {
    this.changeQueue(addNext(this.state.queue, tracks))
  }

  addLast(tracks: PlayerTrack[]): void {
    this.changeQueue(addLast(this.state.queue, tracks))
  }

  play(): void {
    const { track, isPlaying, queue } = this.state
    if (!track || isPlaying) return
    this.set({ isPlaying: true })
    // After the end of the queue, Play starts its last track again.
    if (!queue.now) this.load(track, 0)
    else if (this.state.error || this.isWaiting) this.reload()
    else if (this.pendingMs === null) this.ready?.play()
  }

  pause(): void {
    clearTimeout(this.timer)
    this.set({ isPlaying: false, isStalled: false })
    this.ready?.pause()
  }

  toggle(): void {
    if (this.state.isPlaying) this.pause()
    else this.play()
  }

  next(): void {
    const queue = next(this.state.queue)
    if (queue.now) this.moveTo(queue, 0)
  }

  /** Restarts the track, or steps back when it has only just begun. */
  previous(): void {
    const queue = previous(this.state.queue)
    if (this.positionMs > RESTART_AFTER_MS || !queue.now || queue === this.state.queue) this.seek(0)
    else this.moveTo(queue, 0)
  }

  seek(positionMs: number): void {
    const { durationMs } = this.state
    const target = Math.max(0, durationMs ? Math.min(positionMs, durationMs) : positionMs)
    if (this.pendingMs !== null || this.state.error) this.pendingMs = target
    else this.ready?.seek(target)
    this.tick()
  }

  seekBy(deltaMs: number): void {
    this.seek(this.positionMs + deltaMs)
  }

  setVolume(volume: number): void {
    this.set({ volume: Math.min(1, Math.max(0, volume)), isMuted: false })
    this.applyVolume()
  }

  toggleMute(): void {
    this.set({ isMuted: !this.state.isMuted })
    this.applyVolume()
  }

  /** Tries at once what would be tried again later. */
  retry(): void {
    this.expiries = 0
    this.set({ isPlaying: true })
    this.reload()
  }

  private get state(): PlayerState {
    return this.store.getState()
  }

  private set(change: Partial<PlayerState>): void {
    this.store.setState(change)
  }

  private tick(): void {
    for (const listener of this.timeListeners) listener()
  }

  private applyVolume(): void {
    this.ready?.setVolume(this.state.isMuted ? 0 : this.state.volume)
  }

  private changeQueue(queue: Queue<PlayerTrack>): void {
    this.set({ queue })
    this.ready?.dropUpcoming()
    void this.prepareUpcoming(this.turn)
  }

  private moveTo(queue: Queue<PlayerTrack>, positionMs: number): void {
    const track = queue.now?.track
    if (!track) return
    this.set({ queue, track, isPlaying: true, peaks: [], durationMs: track.duration_ms ?? 0 })
    this.attempt = 0
    this.expiries = 0
    this.waits = 0
    this.isWaiting = false
    this.load(track, positionMs)
  }

  private reload(): void {
    const { track } = this.state
    if (track) this.load(track, this.positionMs)
  }

  private getEngine(): Promise<AudioEngine> {
    this.engine ??= this.parts
      .createEngine(this.parts.audio, (event) => this.onEngine(event))
      .then(
        (engine) => {
          this.ready = engine
          this.applyVolume()
          return engine
        },
        (error: unknown) => {
          this.engine = null
          throw error
        },
      )
    return this.engine
  }

  private load(track: PlayerTrack, positionMs: number): void {
    clearTimeout(this.timer)
    this.ready?.pause()
    this.pendingMs = positionMs
    this.set({ isStalled: this.state.isPlaying, error: this.isWaiting ? this.state.error : null })
    this.isWaiting = false
    this.tick()
    const turn = ++this.turn
    this.start(track, turn).catch((error: unknown) => {
      if (turn === this.turn) this.onLoadError(error)
    })
  }

  private async start(track: PlayerTrack, turn: number): Promise<void> {
    const [engine, stream] = await Promise.all([this.getEngine(), this.fetchStream(track.id)])
    if (turn !== this.turn) return
    const uid = this.state.queue.now?.uid ?? track.id
    engine.load({ uid, hlsUrl: stream.hls_url }, this.pendingMs ?? 0)
    this.pendingMs = null
    this.set({ peaks: stream.peaks, durationMs: stream.duration_ms, error: null })
    if (this.state.isPlaying) engine.play()
    await this.prepareUpcoming(turn)
  }

  /** Gives the engine the next source; a failure here waits until its turn has come. */
  private async prepareUpcoming(turn: number): Promise<void> {
    const item = peek(this.state.queue)
    if (!item || !this.ready) return
    const stream = await this.fetchStream(item.track.id).catch((error: unknown) => {
      if (isBeingMade(error)) this.prepareLater(turn, item.uid)
      return null
    })
    if (!stream || !this.isNext(turn, item.uid)) return
    this.upcoming = stream
    this.ready.enqueue({ uid: item.uid, hlsUrl: stream.hls_url })
  }

  private prepareLater(turn: number, uid: string): void {
    const again = () => this.isNext(turn, uid) && void this.prepareUpcoming(turn)
    setTimeout(again, QUIET_TRIES * MADE_RETRY_MS)
  }

  private isNext(turn: number, uid: string): boolean {
    return turn === this.turn && peek(this.state.queue)?.uid === uid
  }

  private onLoadError(error: unknown): void {
    if (isBeingMade(error)) this.waitForSound()
    else if (isStatus(error, 401, 403, 404, 410)) this.giveUp(GONE)
    else if (error instanceof ApiError && error.status < 500) this.giveUp(error.message)
    else this.retryLater()
  }

  private giveUp(message: string): void {
    this.set({ isPlaying: false, isStalled: false, error: { message, isRetrying: false } })
  }

  private waitForSound(): void {
    const error = this.waits++ < QUIET_TRIES ? null : { message: PREPARING, isRetrying: true }
    this.isWaiting = true
    this.set({ isStalled: this.state.isPlaying, error })
    this.timer = setTimeout(() => this.state.isPlaying && this.reload(), MADE_RETRY_MS)
  }

  private retryLater(): void {
    this.set({ isStalled: true, error: { message: UNREACHABLE, isRetrying: true } })
    const delay = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.attempt++)
    const jittered = delay * (0.75 + Math.random() / 2)
    this.timer = setTimeout(() => this.state.isPlaying && this.reload(), jittered)
  }

  private onEngine(event: EngineEvent): void {
    if (event.type === 'time') this.onProgress()
    else if (event.type === 'playing') this.set({ isPlaying: true, isStalled: false, error: null })
    else if (event.type === 'paused') this.onPaused()
    else if (event.type === 'stall') this.set({ isStalled: this.state.isPlaying })
    else if (event.type === 'resume') this.set({ isStalled: false })
    else if (event.type === 'track') this.onNextBegan()
    else if (event.type === 'queueend') this.onSourceEnded()
    else if (event.type === 'blocked') this.giveUp(BLOCKED)
    else this.onFail(event.reason)
  }

  /** A pause that did not come from us: headphones pulled out, a call, another page. */
  private onPaused(): void {
    if (this.pendingMs === null && !this.state.error)
      this.set({ isPlaying: false, isStalled: false })
  }

  private onProgress(): void {
    if (this.pendingMs !== null) return
    if (this.positionMs > this.failedAtMs + RESTART_AFTER_MS) {
      this.attempt = 0
      this.expiries = 0
    }
    this.tick()
  }

  private onNextBegan(): void {
    const queue = next(this.state.queue)
    const track = queue.now?.track
    if (!track) return
    this.failedAtMs = 0
    const durationMs = this.upcoming?.duration_ms ?? 0
    this.set({ queue, track, peaks: this.upcoming?.peaks ?? [], durationMs })
    void this.prepareUpcoming(++this.turn)
  }

  /** Ends the queue, unless the next source only was not ready in time. */
  private onSourceEnded(): void {
    const queue = next(this.state.queue)
    if (queue.now) this.moveTo(queue, 0)
    else this.set({ queue, isPlaying: false, isStalled: false })
  }

  private onFail(reason: 'expired' | 'network' | 'media'): void {
    this.failedAtMs = this.positionMs
    this.pendingMs = this.positionMs
    if (reason === 'media') this.giveUp(UNPLAYABLE)
    else if (reason === 'network') this.retryLater()
    else if (++this.expiries > MAX_EXPIRIES) this.giveUp(GONE)
    else this.reload()
  }
}
