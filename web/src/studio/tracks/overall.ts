/** How far all files of a release have come, in a line. */
import type { ReleaseDetail, Track } from '@/api/types'
import { roughLength } from '@/player/time'
import { progressWords } from '@/studio/rate'
import type { Transfer } from '@/studio/uploads'
import { trackCount } from '@/ui/release-facts'

/** Files that aren't among the tracks yet. */
export function unknownOf(tracks: Track[], transfers: Transfer[]): Transfer[] {
  const known = new Set(tracks.map(({ id }) => id))
  return transfers.filter(
    ({ announced, state }) => !announced || (!known.has(announced.trackId) && state !== 'sent'),
  )
}

const isReady = ({ state }: Track) => state === 'ready' || state === 'on_demand'

/** "7 of 12 ready · 2 being prepared · 1 needs you"; once all are ready, how many and how long they are. */
export function standingWords({ tracks, duration_ms }: ReleaseDetail, transfers: Transfer[]) {
  const all = tracks.length + unknownOf(tracks, transfers).length
  if (all === 0) return ''
  const ready = tracks.filter(isReady).length
  if (ready === all) return [trackCount(all), roughLength(duration_ms)].join(' · ')
  const prepared = tracks.filter(({ state }) => state === 'processing').length
  const sent = new Set(transfers.map(({ announced }) => announced?.trackId))
  const missing = tracks.filter(({ id, state }) => state === 'waiting' && !sent.has(id)).length
  const failed = tracks.filter(({ state }) => state === 'failed').length
  return [
    `${ready} of ${all} ready`,
    ...(prepared ? [`${prepared} being prepared`] : []),
    ...(missing ? [`${missing} not all here yet`] : []),
    ...(failed ? [`${failed} can’t be used`] : []),
  ].join(' · ')
}

/** "43% · 120 of 280 MB · 3.1 MB/s · 50 s left" of all that is being sent; empty when nothing is. */
export function sendingWords(transfers: Transfer[]): string {
  const own = transfers.filter(({ state }) => state !== 'failed')
  if (own.every(({ state }) => state === 'sent' || state === 'paused')) return ''
  const sum = (of: (transfer: Transfer) => number) => own.reduce((all, each) => all + of(each), 0)
  const rate = sum(({ state, rateBps }) => (state === 'sending' ? (rateBps ?? 0) : 0))
  return progressWords(
    sum(({ sentBytes }) => sentBytes),
    sum(({ file }) => file.size),
    rate,
  )
}
