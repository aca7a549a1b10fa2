/** Lock screen, headset and keyboard media keys; verbs only, never toggles. */
import type { Player } from './player'
import type { PlayerTrack } from './store'

const LONG_TRACK_MS = 20 * 60_000
const STEP_MS = 10_000

function metadataOf(track: PlayerTrack): MediaMetadata {
  const cover = track.cover
  const artwork = cover
    ? [
        { src: cover.url_256, sizes: '256x256', type: 'image/jpeg' },
        { src: cover.url_512, sizes: '512x512', type: 'image/jpeg' },
      ]
    : []
  const { title, artist, release } = track
  return new MediaMetadata({ title, artist: artist.name, album: release.title, artwork })
}

function handlersOf(player: Player): [MediaSessionAction, MediaSessionActionHandler | null][] {
  const isLong = player.store.getState().durationMs > LONG_TRACK_MS
  return [
    ['play', () => player.play()],
    ['pause', () => player.pause()],
    ['stop', () => player.pause()],
    ['previoustrack', () => player.previous()],
    ['nexttrack', () => player.next()],
    ['seekto', ({ seekTime }) => player.seek((seekTime ?? 0) * 1000)],
    ['seekbackward', isLong ? () => player.seekBy(-STEP_MS) : null],
    ['seekforward', isLong ? () => player.seekBy(STEP_MS) : null],
  ]
}

/** WebKit forgets handlers when playback starts, so all of it is set again on every `playing`. */
function apply(player: Player, session: MediaSession): void {
  const { track } = player.store.getState()
  session.metadata = track && metadataOf(track)
  for (const [action, handler] of handlersOf(player)) {
    try {
      session.setActionHandler(action, handler)
    } catch (error) {
      // A browser that does not know an action says so with a TypeError; the others still work.
      if (!(error instanceof TypeError)) throw error
    }
  }
}

function reportPosition(player: Player, session: MediaSession): void {
  const duration = player.store.getState().durationMs / 1000
  const isUsable = Number.isFinite(duration) && duration > 0
  if (!isUsable) return session.setPositionState()
  const position = Math.min(duration, Math.max(0, player.positionMs / 1000))
  session.setPositionState({ duration, position, playbackRate: 1 })
}

export function connectMediaSession(player: Player, session = navigator.mediaSession): void {
  // Absent in old browsers and outside secure contexts, whatever the types say.
  if (!session) return
  for (const event of ['playing', 'seeked', 'durationchange'])
    player.audio.addEventListener(event, () => reportPosition(player, session))
  player.audio.addEventListener('playing', () => apply(player, session))
  player.store.subscribe((state, before) => {
    if (state.track !== before.track) apply(player, session)
    if (state.track) session.playbackState = state.isPlaying ? 'playing' : 'paused'
  })
}
