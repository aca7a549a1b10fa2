/** The audio engine on hls.js: one media element, one HLS playlist at a time. */
import Hls, { type ErrorData, type HlsConfig } from 'hls.js/light'

import type { AudioEngine, EngineListener, Source } from './engine'

const CONFIG: Partial<HlsConfig> = {
  // A worker would be a blob: script, which the page's security policy forbids.
  enableWorker: false,
  maxBufferLength: 30,
  maxMaxBufferLength: 60,
  maxBufferSize: 8e6,
  backBufferLength: 30,
}

const GONE = new Set([401, 403, 404, 410])

export class HlsEngine implements AudioEngine {
  private hls: Hls | null = null
  private upcoming: Source | null = null
  private isMediaRecovered = false
  private isFailed = false

  constructor(
    private readonly audio: HTMLAudioElement,
    private readonly emit: EngineListener,
  ) {
    audio.addEventListener('playing', () => {
      emit({ type: 'playing' })
      emit({ type: 'resume' })
    })
    audio.addEventListener('pause', () => !audio.ended && emit({ type: 'paused' }))
    audio.addEventListener('waiting', () => emit({ type: 'stall' }))
    audio.addEventListener('timeupdate', () => emit({ type: 'time' }))
    audio.addEventListener('seeked', () => emit({ type: 'time' }))
    audio.addEventListener('ended', () => this.onEnded())
  }

  load(source: Source, positionMs: number): void {
    this.hls?.destroy()
    this.isMediaRecovered = false
    this.isFailed = false
    const hls = new Hls({ ...CONFIG, startPosition: positionMs / 1000 })
    hls.on(Hls.Events.ERROR, (_, data) => this.onError(hls, data))
    hls.attachMedia(this.audio)
    hls.loadSource(source.hlsUrl)
    this.hls = hls
    this.upcoming = null
  }

  enqueue(source: Source): void {
    this.upcoming = source
  }

  dropUpcoming(): void {
    this.upcoming = null
  }

  play(): void {
    this.audio.play().catch((error: DOMException) => {
      // AbortError only says that a newer load or pause came in between.
      if (error.name === 'NotAllowedError') this.emit({ type: 'blocked' })
    })
  }

  pause(): void {
    this.audio.pause()
  }

  seek(positionMs: number): void {
    this.audio.currentTime = positionMs / 1000
  }

  setVolume(volume: number): void {
    this.audio.volume = volume
  }

  get positionMs(): number {
    return this.audio.currentTime * 1000
  }

  get bufferedMs(): number {
    const { buffered, currentTime } = this.audio
    for (let i = 0; i < buffered.length; i++) {
      const isInside = buffered.start(i) <= currentTime + 0.1 && currentTime <= buffered.end(i)
      if (isInside) return buffered.end(i) * 1000
    }
    return this.positionMs
  }

  private onEnded(): void {
    const source = this.upcoming
    if (!source) return this.emit({ type: 'queueend' })
    this.load(source, 0)
    this.emit({ type: 'track', uid: source.uid })
    this.play()
  }

  private onError(hls: Hls, data: ErrorData): void {
    if (hls !== this.hls || this.isFailed) return
    const status = data.response?.code ?? 0
    if (data.type === Hls.ErrorTypes.NETWORK_ERROR && GONE.has(status)) this.fail('expired')
    else if (!data.fatal) return
    else if (data.type === Hls.ErrorTypes.NETWORK_ERROR) this.fail('network')
    else if (data.type === Hls.ErrorTypes.MEDIA_ERROR && !this.isMediaRecovered) {
      this.isMediaRecovered = true
      hls.recoverMediaError()
    } else this.fail('media')
  }

  /** Stops fetching; what is buffered stays and plays on until the next load. */
  private fail(reason: 'expired' | 'network' | 'media'): void {
    this.isFailed = true
    this.hls?.stopLoad()
    this.emit({ type: 'fail', reason })
  }
}
