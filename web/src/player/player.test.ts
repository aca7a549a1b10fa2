import { beforeEach, describe, expect, test, vi } from 'vitest'

import { ApiError, UnreachableError } from '@/api/problem'
import type { Stream } from '@/api/types'

import type { AudioEngine, EngineEvent, EngineListener, Source } from './engine'
import { Player } from './player'
import type { PlayerTrack } from './store'

class FakeEngine implements AudioEngine {
  positionMs = 0
  bufferedMs = 0
  isPlaying = false
  volume = 1
  loaded: { source: Source; positionMs: number }[] = []
  upcoming: Source | null = null
  emit: EngineListener = () => undefined

  load(source: Source, positionMs: number) {
    this.loaded.push({ source, positionMs })
    this.positionMs = positionMs
    this.upcoming = null
  }
  enqueue(source: Source) {
    this.upcoming = source
  }
  dropUpcoming() {
    this.upcoming = null
  }
  play() {
    this.isPlaying = true
  }
  pause() {
    this.isPlaying = false
  }
  seek(positionMs: number) {
    this.positionMs = positionMs
  }
  setVolume(volume: number) {
    this.volume = volume
  }
}

const track = (id: string): PlayerTrack => ({
  id,
  slug: id,
  title: `Track ${id}`,
  duration_ms: 60_000,
  artist: { name: 'Marram', slug: 'marram' },
  release: { id: 'r', title: 'Slack Water', slug: 'slack-water' },
  cover: null,
})

const stream = (id: string, take = 1): Stream => ({
  track_id: id,
  duration_ms: 60_000,
  sample_rate: 44_100,
  loudness_lufs: null,
  true_peak_dbtp: null,
  album_loudness_lufs: null,
  album_true_peak_dbtp: null,
  peaks: [1, 2, 3],
  hls_url: `/hls/${id}/${take}`,
  dash_url: `/dash/${id}/${take}`,
  lossless_hls_url: null,
  lossless_dash_url: null,
  renditions: [],
  expires_at: '2030-01-01T00:00:00Z',
})

const settle = () => vi.advanceTimersByTimeAsync(0)

function makePlayer() {
  const engine = new FakeEngine()
  const takes = new Map<string, number>()
  const fetchStream = vi.fn((id: string) => {
    const take = (takes.get(id) ?? 0) + 1
    takes.set(id, take)
    return Promise.resolve(stream(id, take))
  })
  const player = new Player({
    audio: document.createElement('audio'),
    createEngine: (_, listener) => {
      engine.emit = listener
      return Promise.resolve(engine)
    },
    fetchStream,
  })
  const say = (event: EngineEvent) => engine.emit(event)
  const last = () => engine.loaded.at(-1)
  return { engine, player, fetchStream, say, last, state: () => player.store.getState() }
}

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  return () => vi.useRealTimers()
})

describe('the player', () => {
  test('loads, plays and names what follows', async () => {
    const { player, engine, last, state } = makePlayer()
    player.playTracks([track('a'), track('b')])
    await settle()
    expect(last()).toEqual({
      source: { uid: state().queue.now?.uid, hlsUrl: '/hls/a/1' },
      positionMs: 0,
    })
    expect(engine.isPlaying).toBe(true)
    expect(engine.upcoming?.hlsUrl).toBe('/hls/b/1')
    expect(state().peaks).toEqual([1, 2, 3])
  })

  test('moves on when the engine has begun the next source, without asking for it again', async () => {
    const { player, engine, fetchStream, say, state } = makePlayer()
    player.playTracks([track('a'), track('b')])
    await settle()
    say({ type: 'track', uid: engine.upcoming?.uid ?? '' })
    expect(state().track?.id).toBe('b')
    expect(state().durationMs).toBe(60_000)
    expect(fetchStream.mock.calls).toEqual([['a'], ['b']])
  })

  test('stops at the end of the queue, keeps the last track and plays it again on demand', async () => {
    const { player, engine, say, state } = makePlayer()
    player.playTracks([track('a')])
    await settle()
    say({ type: 'queueend' })
    expect(state()).toMatchObject({ isPlaying: false, track: { id: 'a' }, queue: { now: null } })
    player.play()
    await settle()
    expect(engine.loaded.map(({ positionMs }) => positionMs)).toEqual([0, 0])
    expect(engine.isPlaying).toBe(true)
  })

  test('stays silent when paused while the stream was still being asked for', async () => {
    const { player, engine, state } = makePlayer()
    player.playTracks([track('a')])
    player.pause()
    await settle()
    expect(engine.isPlaying).toBe(false)
    expect(state().isPlaying).toBe(false)
  })

  test('drops the answer for a track that is no longer wanted', async () => {
    const { player, engine } = makePlayer()
    player.playTracks([track('a')])
    player.playTracks([track('b')])
    await settle()
    expect(engine.loaded.map(({ source }) => source.hlsUrl)).toEqual(['/hls/b/1'])
  })

  test('asks for fresh addresses when they have expired, and goes on from there', async () => {
    const { player, engine, say, last } = makePlayer()
    player.playTracks([track('a')])
    await settle()
    engine.positionMs = 31_000
    say({ type: 'fail', reason: 'expired' })
    await settle()
    expect(last()).toMatchObject({ source: { hlsUrl: '/hls/a/2' }, positionMs: 31_000 })
    expect(engine.isPlaying).toBe(true)
  })

  test('gives up when fresh addresses are refused too', async () => {
    const { player, engine, say, state } = makePlayer()
    player.playTracks([track('a')])
    for (let i = 0; i < 3; i++) {
      await settle()
      say({ type: 'fail', reason: 'expired' })
    }
    await settle()
    expect(engine.loaded).toHaveLength(3)
    expect(state()).toMatchObject({
      isPlaying: false,
      error: { message: 'This track is not available any more.', isRetrying: false },
    })
  })

  test('retries by itself, in growing steps, for as long as the server is away', async () => {
    const { player, engine, fetchStream, state } = makePlayer()
    fetchStream.mockRejectedValueOnce(new UnreachableError())
    fetchStream.mockRejectedValueOnce(new UnreachableError())
    player.playTracks([track('a')], 0, 12_000)
    await settle()
    expect(state().error).toEqual({
      message: "Can't reach the music server. Retrying…",
      isRetrying: true,
    })
    await vi.advanceTimersByTimeAsync(1300)
    expect(fetchStream).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(2600)
    expect(engine.loaded).toMatchObject([{ positionMs: 12_000 }])
    expect(state().error).toBeNull()
  })

  const beingMade = () => new ApiError(503, 'streaming.sound_being_made', 'It begins in a moment')

  test('asks again soon while the sound of an imported track is being made, quietly at first', async () => {
    const { player, engine, fetchStream, state } = makePlayer()
    for (let i = 0; i < 6; i++) fetchStream.mockRejectedValueOnce(beingMade())
    player.playTracks([track('a')], 0, 12_000)
    await settle()
    expect(state()).toMatchObject({ error: null, isStalled: true, isPlaying: true })
    await vi.advanceTimersByTimeAsync(1500)
    expect(fetchStream).toHaveBeenCalledTimes(4)
    expect(state().error).toBeNull()
    await vi.advanceTimersByTimeAsync(500)
    expect(state().error).toEqual({ message: 'Preparing this track…', isRetrying: true })
    await vi.advanceTimersByTimeAsync(1000)
    expect(fetchStream).toHaveBeenCalledTimes(7)
    expect(engine.loaded).toMatchObject([{ positionMs: 12_000 }])
    expect(engine.isPlaying).toBe(true)
    expect(state().error).toBeNull()
  })

  test('goes on waiting for it after a pause', async () => {
    const { player, engine, fetchStream } = makePlayer()
    fetchStream.mockRejectedValueOnce(beingMade())
    player.playTracks([track('a')])
    await settle()
    player.pause()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(fetchStream).toHaveBeenCalledTimes(1)
    player.play()
    await settle()
    expect(fetchStream).toHaveBeenCalledTimes(2)
    expect(engine.isPlaying).toBe(true)
  })

  test('has what follows made ahead of its turn', async () => {
    const { player, engine, fetchStream, state } = makePlayer()
    fetchStream.mockImplementationOnce((id) => Promise.resolve(stream(id)))
    fetchStream.mockRejectedValueOnce(beingMade())
    player.playTracks([track('a'), track('b')])
    await settle()
    expect(engine.upcoming).toBeNull()
    await vi.advanceTimersByTimeAsync(2000)
    expect(engine.upcoming).toMatchObject({ uid: state().queue.context[1]?.uid })
  })

  test('says so when the track is gone, and keeps it in the bar', async () => {
    const { player, fetchStream, state, engine } = makePlayer()
    fetchStream.mockRejectedValueOnce(new ApiError(404, 'catalog.track_not_found', 'Gone'))
    player.playTracks([track('a')])
    await settle()
    expect(state()).toMatchObject({ isPlaying: false, track: { id: 'a' } })
    expect(state().error?.message).toBe('This track is not available any more.')
    expect(engine.loaded).toEqual([])
  })

  test('restarts a track that has gone on for a while, else steps back', async () => {
    const { player, engine, state } = makePlayer()
    player.playTracks([track('a'), track('b')])
    await settle()
    player.next()
    await settle()
    engine.positionMs = 3001
    player.previous()
    expect(state().track?.id).toBe('b')
    expect(engine.positionMs).toBe(0)
    player.previous()
    await settle()
    expect(state().track?.id).toBe('a')
  })

  test('has verbs, not toggles: the same one twice changes nothing', async () => {
    const { player, engine } = makePlayer()
    player.playTracks([track('a')])
    await settle()
    player.play()
    player.play()
    expect(engine.isPlaying).toBe(true)
    player.pause()
    player.pause()
    expect(engine.isPlaying).toBe(false)
    expect(engine.loaded).toHaveLength(1)
  })

  test('keeps seeks inside the track', async () => {
    const { player, engine } = makePlayer()
    player.playTracks([track('a')])
    await settle()
    player.seek(99_000)
    expect(engine.positionMs).toBe(60_000)
    player.seekBy(-70_000)
    expect(engine.positionMs).toBe(0)
  })

  test('mutes without forgetting the volume', async () => {
    const { player, engine, state } = makePlayer()
    player.playTracks([track('a')])
    await settle()
    player.setVolume(0.4)
    player.toggleMute()
    expect(engine.volume).toBe(0)
    player.toggleMute()
    expect(engine.volume).toBe(0.4)
    expect(state().volume).toBe(0.4)
    expect(localStorage.getItem('segue.volume')).toBe('0.4')
  })
})
