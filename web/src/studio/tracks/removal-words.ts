/** What became of several tracks at once, in words. */
import { trackCount } from '@/ui/release-facts'

const ofAll = (done: number, all: number): string =>
  done === all ? trackCount(all) : `${done} of ${trackCount(all)}`

const are = (count: number, was: string, were: string): string => (count === 1 ? was : were)

/** `lost`: how many can’t be put back. */
export function removedWords(all: number, done: number, lost: number, refusal: string): string {
  const words = `${ofAll(done, all)} ${are(done, 'was', 'were')} removed.`
  const owner = are(lost, 'its file wasn’t', 'their files weren’t')
  const forGood = lost > 0 ? `${lost} can’t come back, as ${owner} all here yet.` : ''
  return [words, forGood, refusal].filter(Boolean).join(' ')
}

export const restoredWords = (all: number, done: number, refusal: string): string =>
  [`${ofAll(done, all)} ${are(done, 'is', 'are')} back.`, refusal].filter(Boolean).join(' ')
